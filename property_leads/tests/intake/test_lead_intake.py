from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from ..common import LeadsCommon


@tagged("post_install", "-at_install")
class TestLeadIntake(LeadsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.env.ref("base.cn")
        cls.site.external_key = "lakeside"
        cls.program = cls.Lead.with_user(cls.user_integration)
        cls.env["property.lead.rule"].create(
            {"name": "All", "member_ids": [(0, 0, {"user_id": cls.user_sales.id})]}
        )

    def _row(self, key, **values):
        return {
            "external_key": key,
            "name": "Shop wanted",
            "contact": f"Person {key}",
            "phone": f"139001390{len(key):02}",
            "site": "lakeside",
            **values,
        }

    def _send(self, *rows):
        return self.program.api_intake(list(rows))

    def test_new_ones_are_made_given_and_their_sources_named(self):
        answer = self._send(
            self._row("a", source="Fair 2026", channel="agent", text="With a kitchen")
        )[0]
        self.assertEqual((answer["status"], answer["errors"]), ("created", []))
        lead = self.Lead.browse(answer["id"])
        self.assertEqual(lead.user_id, self.user_sales)
        self.assertEqual(lead.source_id.name, "Fair 2026")
        self.assertEqual(lead.touch_ids.mapped("text"), ["With a kitchen"])

    def test_a_repeat_changes_nothing_and_a_change_is_written(self):
        row = self._row("a")
        self._send(row)
        again, changed = self._send(row)[0], self._send({**row, "text": "Now"})[0]
        self.assertEqual(again["status"], "unchanged")
        self.assertEqual(changed["status"], "updated")
        self.assertEqual(self.Lead.browse(again["id"]).enquiry, "Now")

    def test_who_asks_again_is_noted_and_keeps_his_first_source(self):
        first = self._send(self._row("a", source="Fair"))[0]
        row = self._row("a2", phone="+86 139 0013 9001", source="Portal")
        second = self._send(row)[0]
        self.assertEqual((second["status"], second["id"]), ("touch", first["id"]))
        lead = self.Lead.browse(first["id"])
        self.assertEqual((lead.source_id.name, lead.touch_count), ("Fair", 2))
        self.assertEqual(lead.last_source_id.name, "Portal")
        self.assertEqual(self._send(row)[0]["status"], "unchanged")
        self.assertEqual(lead.touch_count, 2)

    def test_twice_in_one_call_and_for_something_else(self):
        rows = [
            self._row("a"),
            self._row("b", phone="13900139001"),
            self._row("c", phone="13900139001", kind="sale"),
        ]
        answers = self._send(*rows)
        self.assertEqual(
            [answer["status"] for answer in answers], ["created", "touch", "created"]
        )
        self.assertEqual(answers[0]["id"], answers[1]["id"])

    def test_without_the_rule_each_enquiry_is_one_of_its_own(self):
        self.env.company.lead_touch_days = 0
        answers = self._send(self._row("a")) + self._send(
            self._row("bb", phone="13900139001")
        )
        self.assertEqual({answer["status"] for answer in answers}, {"created"})
        self.assertTrue(self.Lead.browse(answers[1]["id"]).same_count)

    def test_a_closed_one_is_left_in_peace(self):
        first = self._send(self._row("a"))[0]
        self.Lead.browse(first["id"]).action_set_lost()
        again = self._send(self._row("b", phone="13900139001"))[0]
        self.assertEqual(again["status"], "created")

    def test_bad_rows_name_their_field_and_disturb_none(self):
        answers = self._send(
            self._row("a"),
            self._row("bb", site="nowhere"),
            self._row("ccc", kind="castle"),
            self._row("dddd", name=""),
            {"name": "No key"},
            self._row("eeeee"),
        )
        self.assertEqual(
            [answer["status"] for answer in answers],
            ["created", "error", "error", "error", "error", "created"],
        )
        self.assertEqual(
            [answer["errors"][0]["field"] for answer in answers[1:5]],
            ["site", "kind", "name", "external_key"],
        )
        with self.assertRaises(ValidationError):
            self.program.api_intake("rows")

    def test_names_taken_and_names_only_told(self):
        names = {field["name"] for field in self.program.api_describe()}
        self.assertTrue({"source", "channel", "text"} <= names)
        self.assertNotIn("stage", names)

    def test_who_writes_again_goes_on_with_his_prospect(self):
        message = {"from": "Qian <QIAN@example.com>", "subject": "And the parking?"}
        lead = self.Lead.message_new(message)
        self.assertIn(lead, self.lead | self.other_lead)
        self.assertEqual(lead.last_channel, "internet")
        other = self.Lead.message_new({"from": "new@example.com", "subject": "Flat"})
        self.assertNotIn(other, self.lead | self.other_lead)

    def test_strangers_send_nothing(self):
        for user in (self.user_agent, self.user_portal, self.user_auditor):
            with self.assertRaises(AccessError):
                self.Lead.with_user(user).api_intake([self._row("a")])
