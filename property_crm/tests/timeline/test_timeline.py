from datetime import datetime, timedelta

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from ..people.common import PeopleCommon

MARCH = datetime(2026, 3, 2, 10)


class TestTimeline(PeopleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={"no_reset_password": True})
        cls._own(cls.wang, date_from="2019-05-01")
        cls._live(cls.wang, role="owner_occupier", date_to="2025-12-31")
        cls.meeting = cls._meet("Handover of keys", MARCH)
        cls.env.flush_all()

    @classmethod
    def _meet(cls, name, start, partner=None, **values):
        return cls.env["calendar.event"].create(
            {
                "name": name,
                "start": start,
                "stop": start + timedelta(hours=1),
                "partner_ids": (partner or cls.wang).ids,
                **values,
            }
        )

    def _read(self, user=None, record=None, **wish):
        record = (record or self.wang).with_user(user or self.user_agent)
        return record.api_timeline(**wish)

    def _titles(self, user=None, record=None, **wish):
        return [entry["title"] for entry in self._read(user, record, **wish)["entries"]]

    # What stands there

    def test_everything_in_one_list_the_newest_first(self):
        self.env["agreement"].create(
            {
                "code": "A1",
                "name": "Parking",
                "partner_id": self.wang.id,
                "start_date": "2024-01-01",
            }
        )
        self.user_agent.group_ids += self.env.ref("agreement.group_agreement_readonly")
        self.assertEqual(
            self._titles()[-5:],
            [
                "Handover of keys",
                "Moved out: 1-101",
                "[A1] Parking",
                "Moved in: 1-101",
                "Owner of 1-101",
            ],
        )

    def test_agreements_are_for_those_who_may_read_them(self):
        self.env["agreement"].create(
            {
                "code": "A1",
                "name": "Parking",
                "partner_id": self.wang.id,
                "start_date": "2024-01-01",
            }
        )
        self.assertFalse(self._titles(kinds=["agreement"]))

    def test_an_entry_says_what_to_open(self):
        [entry] = self._read(kinds=["meeting"])["entries"]
        self.assertEqual(entry["moment"], "2026-03-02T10:00:00Z")
        self.assertEqual(
            (entry["open_model"], entry["open_id"]), ("calendar.event", self.meeting.id)
        )
        entry = self._read(kinds=["tenure"])["entries"][-1]
        self.assertEqual(entry["moment"], "2019-05-01")
        self.assertEqual(
            (entry["open_model"], entry["open_id"]), ("property.unit", self.unit.id)
        )

    def test_messages_notes_calls_and_tasks(self):
        self.wang.message_post(
            body="Rang back", subject="Lift", message_type="email_outgoing"
        )
        self.wang.message_post(
            body="Prefers WeChat", subtype_xmlid="mail.mt_note", message_type="comment"
        )
        self.wang.activity_schedule("mail.mail_activity_data_todo", summary="Key")
        call = self.wang.activity_schedule(
            "mail.mail_activity_data_call", summary="Ring about the lift"
        )
        self.assertEqual(self._titles(kinds=["message"]), ["Lift"])
        [note] = self._read(kinds=["note"])["entries"]
        self.assertEqual(note["title"], "Prefers WeChat")
        self.assertEqual(self._titles(kinds=["task"]), ["Key"])
        call.action_feedback(feedback="Reached")
        [entry] = self._read(kinds=["call"])["entries"]
        self.assertEqual(
            (entry["title"], entry["state"]), ("Ring about the lift", "Done")
        )

    def test_contacts_below_count(self):
        [contact] = self._create_people("Contact", parent_id=self.wang.id)
        self._meet("With the contact", MARCH, contact)
        self.assertIn("With the contact", self._titles(kinds=["meeting"]))

    def test_unit_shows_who_came_and_went(self):
        self._live(self.li, date_from="2026-01-01")
        told = [
            (entry["title"], entry["who"])
            for entry in self._read(record=self.unit, kinds=["tenure"])["entries"]
        ]
        self.assertEqual(told[0], ("Moved in: 1-101", "Li Na"))
        self.assertEqual(len(told), 4)

    # Filters and pages

    def test_filters(self):
        self._meet("Complaint", MARCH + timedelta(days=9))
        for wish, titles in (
            ({"text": "KEYS"}, ["Handover of keys"]),
            ({"kinds": ["meeting"], "date_to": "2026-03-02"}, ["Handover of keys"]),
            ({"kinds": ["meeting"], "date_from": "2026-03-03"}, ["Complaint"]),
            (
                {"date_from": "2025-12-31", "date_to": "2026-01-01"},
                ["Moved out: 1-101"],
            ),
        ):
            with self.subTest(wish):
                self.assertEqual(self._titles(**wish), titles)

    def test_a_day_is_one_of_the_reader(self):
        self._meet("Late", datetime(2026, 3, 3, 17))
        self.user_agent.tz = "Asia/Shanghai"
        self.assertEqual(self._titles(date_from="2026-03-04", text="Late"), ["Late"])

    def test_pages_leave_nothing_out_and_repeat_nothing(self):
        for number in range(7):  # the same moment, from several sources
            self._meet(f"Meeting {number}", datetime(2025, 12, 31))
        self.wang.message_post(body="Hello", message_type="email_outgoing")
        everything = self._read()["entries"]
        for limit in (1, 2, 3, 7):
            cursor, read = None, []
            while True:
                page = self._read(cursor=cursor, limit=limit)
                read += page["entries"]
                cursor = page["cursor"]
                if not page["more"]:
                    break
            with self.subTest(limit=limit):
                self.assertEqual(read, everything)

    def test_a_malformed_call_names_the_parameter(self):
        for wish in (
            {"kinds": "meeting"},
            {"kinds": ["gossip"]},
            {"date_from": "yesterday"},
            {"date_to": 7},
            {"text": 7},
            {"cursor": "here"},
            {"limit": 0},
            {"limit": 1001},
            {"limit": True},
        ):
            [name] = wish
            with self.subTest(wish), self.assertRaisesRegex(ValidationError, name):
                self._read(**wish)

    # Who may see what

    def test_private_meetings_are_for_those_who_take_part(self):
        owner = new_test_user(
            self.env, "owner", groups="property_crm.group_property_agent"
        )
        self._enrol(owner, self.site.territory_id)
        self._meet("Secret", MARCH, user_id=owner.id, privacy="private")
        owner.res_users_settings_id.unlink()
        by_default = self._meet("By default", MARCH, user_id=owner.id, privacy=False)
        self.assertEqual(
            self._titles(kinds=["meeting"]), ["By default", "Handover of keys"]
        )
        self.env["res.users.settings"].create(
            {"user_id": owner.id, "calendar_default_privacy": "private"}
        )
        by_default.message_post(body="Psst", message_type="email_outgoing")
        for user in (self.user_agent, self.user_company_manager):
            titles = self._titles(user, kinds=["meeting", "message"])
            self.assertEqual(titles, ["Handover of keys"])
        self.assertIn("Secret", self._titles(owner))
        self.assertIn("Psst", self._titles(owner))

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_strangers_residents_and_others_are_refused(self):
        clerk = new_test_user(self.env, "clerk", groups="base.group_user")
        for user in (self.user_stranger, self.user_portal, clerk):
            for record in (self.wang, self.unit):
                with self.subTest(user=user.login, record=record._name):
                    self.env.invalidate_all()
                    with self.assertRaises(AccessError):
                        self._read(user, record)

    def test_lines_of_another_territory_stay_there(self):
        self._own(self.wang, unit=self.other_unit, date_from="2021-01-01")
        titles = self._titles(kinds=["tenure"])
        self.assertEqual(len(titles), 3)
        self.assertEqual(len(self._titles(self.user_auditor, kinds=["tenure"])), 4)

    # Cost

    def test_same_queries_for_one_entry_and_a_thousand(self):
        self.env["mail.message"].create(
            [
                {
                    "model": "res.partner",
                    "res_id": self.wang.id,
                    "message_type": "email_outgoing",
                    "body": str(number),
                }
                for number in range(400)
            ]
        )
        self.env["calendar.event"].create(
            [
                {
                    "name": str(number),
                    "start": MARCH,
                    "stop": MARCH,
                    "partner_ids": self.wang.ids,
                }
                for number in range(600)
            ]
        )
        self.env.flush_all()
        counts = {}
        for kinds in (["meeting"], ["message"]):
            for limit in (1, 1000):
                for _run in range(2):  # the first fills the caches of the process
                    self.env.invalidate_all()
                    before = self.cr.sql_log_count
                    entries = self._read(kinds=kinds, limit=limit)["entries"]
                    counts[limit] = self.cr.sql_log_count - before
            with self.subTest(kinds, entries=len(entries)):
                self.assertGreaterEqual(len(entries), 400)
                self.assertEqual(counts[1], counts[1000])
