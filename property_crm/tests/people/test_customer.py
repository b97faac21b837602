from odoo.exceptions import AccessError
from odoo.tests import new_test_user
from odoo.tools import SQL, mute_logger

from .common import PeopleCommon


class TestCustomer(PeopleCommon):
    """Who a customer is, on one page, and found by the number that rings."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wang.write({"phone": "+86 138 0013 8000", "pets": "two cats"})
        cls.li.phone = "+86 139 0571 0301"
        cls._own(cls.wang, date_from="2019-05-01")
        cls._live(cls.li, is_main=True)
        cls.env["property.contact.preference"].create(
            [
                {"partner_id": cls.wang.id, "purpose": "billing"},
                {
                    "partner_id": cls.wang.id,
                    "purpose": "notices",
                    "days": "workdays",
                    "hour_from": 9,
                    "hour_to": 18,
                },
            ]
        )
        cls.env.flush_all()

    def _read(self, user=None, partner=None):
        return (partner or self.wang).with_user(user or self.user_agent).api_customer()

    def test_units_with_role_dates_and_steward(self):
        steward = self._enrol(
            self._create_keeper(), self.site.territory_id, role="steward"
        ).user_id
        self.unit.steward_id = steward
        self._live(self.wang, role="owner_occupier", date_to="2024-12-31")
        now, past = self._read()["tenures"]
        self.assertEqual(
            (now["unit"], now["site"], now["role"], now["date_from"], now["steward"]),
            ("1-101", "Lakeside", "Sole owner", "2019-05-01", steward.name),
        )
        self.assertEqual(
            (now["is_current"], past["is_current"], past["date_to"]),
            (True, False, "2024-12-31"),
        )

    def _create_keeper(self):
        return new_test_user(
            self.env, "keeper", groups="property_crm.group_property_agent"
        )

    def test_household_and_whom_to_call_masked_as_everywhere(self):
        for user, phone in (
            (self.user_agent, "139****0301"),
            (self.user_dispatcher, "+86 139 0571 0301"),
        ):
            answer = self._read(user)
            with self.subTest(user=user.login):
                [person] = answer["household"]
                self.assertEqual(
                    (person["name"], person["role"], person["phone"]),
                    ("Li Na", "Tenant", phone),
                )
                first = {
                    c["purpose"]: (c["name"], c["phone"]) for c in answer["contacts"]
                }
                self.assertEqual(first["repair"], ("Li Na", phone))
                self.assertEqual(first["billing"][0], "Wang Wei")

    def test_wishes_and_what_to_ask(self):
        answer = self._read()
        self.assertEqual(
            answer["wishes"][::2],
            ["Pets: two cats", "Notices · Monday to Friday · 09:00–18:00"],
        )
        self.assertTrue(answer["ask"])
        self.assertEqual(answer["known"], self.wang.completeness)

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_strangers_residents_and_others_are_refused(self):
        clerk = new_test_user(self.env, "clerk", groups="base.group_user")
        for user in (self.user_stranger, self.user_portal, clerk):
            with self.subTest(user=user.login):
                self.env.invalidate_all()
                with self.assertRaises(AccessError):
                    self._read(user)
        self.wang.user_ids = False
        resident = new_test_user(
            self.env,
            "wang",
            groups="base.group_portal",
            partner_id=self.wang.id,
        )
        with self.assertRaises(AccessError):
            self._read(resident)

    def test_what_others_see_of_him_elsewhere_is_left_out(self):
        self._own(self.wang, unit=self.other_unit, date_from="2021-01-01")
        self._live(self.zhao, unit=self.other_unit)
        answer = self._read()
        self.assertEqual(
            {line["unit_id"] for line in answer["tenures"]}, {self.unit.id}
        )
        self.assertEqual([p["name"] for p in answer["household"]], ["Li Na"])
        self.assertEqual(len(self._read(self.user_auditor)["household"]), 2)

    def test_same_queries_for_a_landlord_of_many(self):
        few, many = self._create_people("Few", "Many")
        for owner, count in ((few, 2), (many, 12)):
            for unit in self._create_units(count):
                self._own(owner, unit=unit)
                for tenant in self._create_people("Tenant", phone="123456789"):
                    self._live(tenant, unit=unit)
        self.env.flush_all()
        counts = []
        for owner in (few, many):
            for _run in range(2):
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                self._read(partner=owner)
                count = self.cr.sql_log_count - before
            counts.append(count)
        self.assertEqual(*counts)

    def test_found_by_a_part_of_the_number(self):
        search = self.env["res.partner"].with_user(self.user_dispatcher).name_search
        for text in ("8000", "13800138", "+86 138 0013 8000", "１３８００１３８"):
            with self.subTest(text):
                self.assertIn(self.wang.id, dict(search(text)))
        self.assertNotIn(self.wang.id, dict(search("1-3800")))

    def test_who_sees_it_masked_finds_by_the_last_four_digits_only(self):
        search = self.env["res.partner"].with_user(self.user_agent).name_search
        self.assertIn(self.wang.id, dict(search("8000")))
        self.assertNotIn(self.wang.id, dict(search("0013")))

    def test_a_part_of_a_name_or_number_is_found_by_indexes(self):
        self.env.flush_all()
        self.cr.execute("SET LOCAL enable_seqscan = off")
        for user in (self.user_dispatcher, self.user_agent):
            Partner = self.env["res.partner"].with_user(user)
            for text in ("8000", "Wang"):
                with self.subTest(user=user.login, text=text):
                    found = Partner._search([("display_name", "ilike", text)])
                    self.env.cr.execute(SQL("EXPLAIN %s", found.select()))
                    plan = "\n".join(line for (line,) in self.env.cr.fetchall())
                    self.assertNotIn("Seq Scan on res_partner", plan)
                    self.assertIn("res_partner_choice_idx", plan)
