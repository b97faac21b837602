import psycopg2

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from ..common import HelpdeskCommon
from .common import ClockCommon, at, freeze_time

XMLID = "property_helpdesk.property_sla_policy_%s"


class TestSlaPresets(HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.site.write({"tz": "Asia/Shanghai", "resource_calendar_id": False})

    def _receive(self, text, **values):
        with freeze_time(at(text)):
            return self._create_tickets(**values)

    def test_heating_of_domain(self):
        cold = self._get_class("room_heating_not_warm_enough")
        for start, due in (
            ("2025-11-25 08:00", "2025-11-25 13:00"),
            ("2025-11-26 08:00", "2025-11-26 10:00"),
            ("2026-01-10 23:30", "2026-01-11 01:30"),
        ):
            ticket = self._receive(start, class_id=cold.id)
            self.assertEqual(ticket.arrival_due, at(due))
        summer = self._receive("2026-07-01 08:00", class_id=cold.id)
        self.assertEqual(summer.sla_policy_id, self.env.ref(XMLID % "repair"))

    def test_each_kind_of_request_has_its_promise(self):
        leak = self._get_class("room_heating_radiator_leaks")
        lift = self._get_class("lift_lifts_people_trapped")
        cases = {
            "lift_entrapment": {"class_id": lift.id, "unit_id": False},
            "heating_leak": {"class_id": leak.id},
            "emergency": {"class_id": self.leak.id},
        }
        for name in ("repair", "complaint", "enquiry", "suggestion"):
            case_type = self.env.ref(f"property_helpdesk.helpdesk_ticket_type_{name}")
            cases[name] = {"type_id": case_type.id}
        cases["payable"] = {**cases["repair"], "is_payable": True}
        defect = self._get_class("whole_home_walls_handover_defect")
        cases["defect"] = {"class_id": defect.id}
        for name, values in cases.items():
            with self.subTest(name=name):
                ticket = self._receive("2026-03-09 08:30", **values)
                self.assertEqual(ticket.sla_policy_id, self.env.ref(XMLID % name))

    def test_who_only_reads_it_sees_what_it_holds_for(self):
        repair = self.env.ref(XMLID % "repair")
        for user, may in ((self.user_agent, False), (self.user_company_manager, True)):
            policy = repair.with_user(user)
            self.assertEqual((policy.may_edit, policy.holds_for_all), (may, False))
        plain = repair.create({"name": "Else"})
        self.assertTrue(plain.holds_for_all)

    def test_an_emergency_that_is_paid_for_is_an_emergency(self):
        ticket = self._receive(
            "2026-03-08 03:00", class_id=self.leak.id, is_payable=True
        )
        self.assertTrue(ticket.is_emergency)
        self.assertEqual(ticket.arrival_due, at("2026-03-08 03:30"))

    def test_lift_entrapment_is_half_an_hour_day_and_night(self):
        lift = self._get_class("lift_lifts_people_trapped")
        ticket = self._receive("2026-03-08 03:00", class_id=lift.id, unit_id=False)
        self.assertEqual(ticket.arrival_due, at("2026-03-08 03:30"))

    def test_praise_and_what_is_of_no_kind_yet_have_none(self):
        praise = self.env.ref("property_helpdesk.helpdesk_ticket_type_praise")
        for values in ({}, {"type_id": praise.id}):
            ticket = self._receive("2026-03-09 08:30", **values)
            self.assertFalse(ticket.sla_policy_id)


class TestPropertySlaPolicy(ClockCommon):
    def _matches(self, condition, values, others):
        """Assert that a promise with the condition holds for these only."""
        special = self._create_policy(name="Special", **condition)
        fits = self._receive("2026-03-09 08:30", **values)
        other = self._receive("2026-03-09 08:30", **others)
        self.assertEqual((fits | other).mapped("sla_policy_id"), special | self.policy)
        self.assertEqual(fits.sla_policy_id, special)

    def test_conditions(self):
        complaint = self.env.ref("property_helpdesk.helpdesk_ticket_type_complaint").id
        cases = (
            ({"type_ids": [complaint]}, {"type_id": complaint}, {}),
            ({"class_ids": self.leak.ids}, {"class_id": self.leak.id}, {}),
            ({"place_ids": self.leak.place_id.ids}, {"class_id": self.leak.id}, {}),
            ({"site_ids": self.site.ids}, {}, {"unit_id": self.other_unit.id}),
            ({"site_kind": "residential"}, {}, {"unit_id": False}),
            ({"priority": "2"}, {"priority": "3"}, {"priority": "1"}),
            ({"is_emergency": "no"}, {}, {"is_emergency": True}),
            ({"is_payable": "yes"}, {"is_payable": True}, {}),
            ({"is_warranty": "yes"}, {"is_warranty": True}, {}),
            ({"requester_role": "tenant"}, {}, {"partner_id": False}),
        )
        for condition, values, others in cases:
            with self.subTest(condition=condition):
                self._matches(condition, values, others)
                self.env["property.sla.policy"].search(
                    [("name", "=", "Special")]
                ).active = False

    def test_categories_and_territories_below_count(self):
        parent = self.leak.category_id
        child = self.env["helpdesk.ticket.category"].create(
            {"name": "Taps", "parent_id": parent.id}
        )
        self._matches({"category_ids": parent.ids}, {"category_id": child.id}, {})
        self.env["property.sla.policy"].search([("name", "=", "Special")]).active = 0
        floor = self.env["property.territory"].create(
            {
                "name": "Building 1",
                "kind": "building",
                "site_id": self.site.id,
                "building_id": self.building.id,
                "parent_id": self.site.territory_id.id,
            }
        )
        self.assertEqual(self.unit.territory_id, floor)
        self._matches(
            {"territory_ids": self.site.territory_id.ids},
            {},
            {"unit_id": self.other_unit.id},
        )

    def test_other_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        self._create_policy(name="Theirs", company_id=other.id, sequence=1)
        self.assertEqual(self._receive().sla_policy_id, self.policy)

    def test_season_is_checked(self):
        for season in (("2-3", "03-15"), ("11-15", False), ("13-01", "03-01")):
            with self.subTest(season=season), self.assertRaises(ValidationError):
                self._create_policy(season_from=season[0], season_to=season[1])

    @mute_logger("odoo.sql_db")
    def test_times_are_checked(self):
        for values in ({"solution_minutes": -1}, {"warning_percent": 0}):
            with (
                self.subTest(values=values),
                self.assertRaises(psycopg2.errors.CheckViolation),
                self.env.cr.savepoint(),
            ):
                self._create_policy(**values)

    def test_company_managers_write_and_others_read(self):
        self.policy.with_user(self.user_company_manager).solution_minutes = 60
        for user in (self.user_agent, self.user_site_manager, self.user_stranger):
            policy = self.policy.with_user(user)
            self.assertEqual(policy.solution_minutes, 60)
            for act in (
                lambda policy=policy: policy.write({"solution_minutes": 1}),
                lambda policy=policy: policy.copy(),
                lambda policy=policy: policy.unlink(),
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    act()
        with self.assertRaises(AccessError):
            self.policy.with_user(self.user_portal).read(["name"])

    def test_policies_of_other_companies_are_hidden(self):
        other = self.env["res.company"].create({"name": "Other"})
        manager = new_test_user(
            self.env,
            "other_manager",
            groups="property_crm.group_property_company_manager",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        self.policy.company_id = self.env.company
        with self.assertRaises(AccessError):
            self.policy.with_user(manager).read(["name"])

    def test_lists_cost_the_same(self):
        few = self.policy | self._create_policy()
        many = few.union(*(self._create_policy() for _n in range(20)))
        self.assertSameQueries(
            "property_helpdesk.property_sla_policy_view_list", few, many
        )


class TestClockOfEachPromise(ClockCommon):
    """At night help comes at once; the report is written in office hours."""

    def test_help_at_night_and_a_report_by_day(self):
        self.policy.write({"response_clock": "always", "arrival_clock": "always"})
        ticket = self._receive("2026-03-13 17:00")
        self.assertEqual(ticket.response_due, at("2026-03-13 17:30"))
        self.assertEqual(ticket.arrival_due, at("2026-03-13 19:00"))
        self.assertEqual(ticket.date_deadline, at("2026-03-16 17:30"))

    def test_empty_is_as_for_the_solution(self):
        self.policy.clock = "always"
        ticket = self._receive("2026-03-13 17:00")
        self.assertEqual(ticket.arrival_due, at("2026-03-13 19:00"))
        self.policy.arrival_clock = "working"
        later = self._receive("2026-03-13 17:00")
        self.assertEqual(later.arrival_due, at("2026-03-16 10:00"))
        self.assertEqual(later.response_due, at("2026-03-13 17:30"))
        self.assertEqual(
            ticket._replay_clocks()[ticket.id]["arrival_due"], at("2026-03-13 19:00")
        )

    def test_what_is_shown_counts_by_the_clock_of_what_is_next(self):
        self.policy.write({"response_minutes": 0, "arrival_clock": "always"})
        ticket = self._receive("2026-03-13 17:00")
        with self._at("2026-03-13 18:00"):
            progress = ticket._get_sla_progress()[ticket.id]
        self.assertEqual((progress["kind"], progress["percent"]), ("arrival", 50))
