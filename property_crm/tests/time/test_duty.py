from psycopg2.errors import CheckViolation, ExclusionViolation

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, freeze_time, new_test_user
from odoo.tools import mute_logger

from .common import TimeCommon, at

DAY = "2026-03-09"


@freeze_time("2026-03-09 04:30:00")
class TestDuty(TimeCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls.site.territory_id
        cls.anna, cls.ben, cls.cleo = (
            new_test_user(cls.env, name, groups="property_crm.group_property_agent")
            for name in ("anna", "ben", "cleo")
        )
        for user in (cls.anna, cls.ben, cls.cleo):
            cls._enrol(user, cls.place, role="technician")

    @classmethod
    def _create_duty(cls, user, start, stop, kind="duty", territory=None, **values):
        return cls.env["property.duty"].create(
            {
                "user_id": user.id,
                "territory_id": (territory or cls.place).id,
                "kind": kind,
                "start": at(f"{DAY} {start}"),
                "stop": at(f"{DAY} {stop}"),
                **values,
            }
        )

    def _get_on_duty(self, time, place=None):
        at_time = at(f"{DAY} {time}")
        return self.env["property.duty"]._get_on_duty(place or self.site, at_time)

    def test_one_duty_of_a_kind_at_a_time(self):
        self._create_duty(self.anna, "08:00", "12:00")
        self._create_duty(self.anna, "12:00", "14:00")
        self._create_duty(self.ben, "08:00", "12:00")
        self._create_duty(self.anna, "08:00", "12:00", kind="on_call")
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(ExclusionViolation),
            self.cr.savepoint(),
        ):
            self._create_duty(self.anna, "11:00", "13:00")
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(CheckViolation),
            self.cr.savepoint(),
        ):
            self._create_duty(self.cleo, "13:00", "13:00")

    def test_hours_and_now(self):
        duty = self._create_duty(self.anna, "12:00", "13:30")
        later = self._create_duty(self.anna, "13:30", "14:00")
        self.assertEqual(duty.hours, 1.5)
        self.assertEqual((duty + later).mapped("is_now"), [True, False])
        found = self.env["property.duty"].search([("is_now", "=", True)])
        self.assertIn(duty, found)
        self.assertNotIn(later, found)

    def test_only_colleagues_are_on_duty(self):
        company = self.env["res.company"].create({"name": "Other"})
        far = new_test_user(
            self.env, "far", company_id=company.id, company_ids=[(6, 0, company.ids)]
        )
        for user in (far, self.user_portal):
            with self.subTest(user=user.login), self.assertRaises(ValidationError):
                self._create_duty(user, "08:00", "12:00")

    def test_who_is_on_duty_at_a_place(self):
        self.assertFalse(self._get_on_duty("10:00"))
        self._create_duty(self.anna, "08:00", "20:00")
        self._create_duty(self.ben, "08:00", "22:00", kind="on_call")
        self.assertEqual(self._get_on_duty("10:00"), self.anna | self.ben)
        self.assertEqual(self._get_on_duty("10:00")[0], self.anna)
        self.assertEqual(self._get_on_duty("19:00")[0], self.ben)
        self.assertEqual(self._get_on_duty("21:00"), self.ben)
        self.assertFalse(self._get_on_duty("22:00"))
        self.assertFalse(self._get_on_duty("10:00", self.other_site))
        self.assertEqual(self._get_on_duty("10:00", self.unit)[0], self.anna)
        self.ben.active = False
        self.assertFalse(self._get_on_duty("21:00"))

    def test_the_nearest_place_counts_and_what_lies_around_it(self):
        district = self.env["property.territory"].create(
            {"name": "North", "kind": "district"}
        )
        self.place.parent_id = district
        building = self.env["property.territory"].create(
            {
                "name": "One",
                "kind": "building",
                "site_id": self.site.id,
                "building_id": self.building.id,
            }
        )
        self._create_duty(self.anna, "08:00", "20:00", territory=district)
        self.assertEqual(self._get_on_duty("10:00", building), self.anna)
        self._create_duty(self.ben, "08:00", "20:00", territory=building)
        self.assertEqual(self._get_on_duty("10:00", building), self.ben)
        self.assertEqual(self._get_on_duty("10:00", self.site), self.anna)

    def test_same_queries_for_2_and_50_places(self):
        sites = self.site + self.env["property.site"].create(
            [{"name": f"S{number}", "code": f"S{number}"} for number in range(49)]
        )
        self._create_duty(self.anna, "08:00", "20:00")
        Duty = self.env["property.duty"]
        counts = []
        ids = sites.territory_id.ids
        for wanted in (ids[:2], ids) * 2:
            places = self.env["property.territory"].browse(wanted)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            found = Duty._get_on_duty_by_territory(places, at(f"{DAY} 10:00"))
            counts.append(self.cr.sql_log_count - before)
            self.assertEqual(len(found), len(places))
        self.assertEqual(counts[2], counts[3])

    def test_programs_ask_who_is_on_duty(self):
        self.anna.phone = "+86 571 1234 5678"
        self._create_duty(self.anna, "08:00", "20:00")
        api = self.env["property.duty"].with_user(self.user_integration)
        answer = api.api_on_duty("LS", "2026-03-09T10:00:00+08:00")
        self.assertEqual(
            answer,
            [
                {
                    "id": self.anna.id,
                    "name": self.anna.name,
                    "phone": self.anna.phone,
                    "kind": "duty",
                    "until": "2026-03-09T12:00:00Z",
                }
            ],
        )
        self.assertEqual(len(api.api_on_duty("LS")), 1)
        self.assertEqual(api.api_on_duty("LS", "2026-03-10T10:00:00"), [])
        for site, at_time in (("HS", None), ("", None), ("LS", "noon")):
            with self.subTest(site=site), self.assertRaises(ValidationError):
                api.api_on_duty(site, at_time)
        with self.assertRaises(AccessError):
            api.with_user(self.user_portal).api_on_duty("LS")

    def test_who_sees_and_plans_rosters(self):
        duty = self._create_duty(self.anna, "08:00", "20:00")
        for user in (self.user_agent, self.user_auditor):
            duty.with_user(user).read(["user_id"])
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                duty.with_user(user).write({"note": "x"})
        duty.with_user(self.user_dispatcher).note = "Keys"
        for user in (self.user_stranger, self.user_portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                duty.with_user(user).read(["user_id"])
        duty.user_id = self.user_stranger
        duty.invalidate_recordset()
        self.assertTrue(duty.with_user(self.user_stranger).start)
        with self.assertRaises(AccessError):
            duty.with_user(self.user_stranger).write({"note": "x"})
        duty.with_user(self.user_dispatcher).unlink()

    def test_nobody_plans_where_he_does_not_work(self):
        mine = self.env["property.duty"].with_user(self.user_dispatcher)
        with self.assertRaises(AccessError):
            mine.create(
                {
                    "territory_id": self.other_site.territory_id.id,
                    "user_id": self.anna.id,
                }
            )

    def test_a_form_proposes_the_only_site(self):
        with Form(self.env["property.duty"].with_user(self.user_dispatcher)) as form:
            form.user_id = self.anna
        self.assertEqual(form.record.territory_id, self.place)
