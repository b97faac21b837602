import psycopg2

from odoo.exceptions import AccessError
from odoo.tests import freeze_time
from odoo.tools import mute_logger

from ..report.common import NOW
from .common import EscalationCommon


@freeze_time(NOW)
class TestEscalationSecurity(EscalationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.level = cls._create_level(audience="company_manager")

    def setUp(self):
        super().setUp()
        self.ticket = self._create_at(1)
        self.fired = self.level._fire(self.ticket, {})
        self.domain = [("id", "=", self.fired.id)]

    def test_as_secret_as_the_request(self):
        for user in (self.user_agent, self.user_auditor, self.user_company_manager):
            with self.subTest(user=user.login):
                self.assertTrue(self.Fired.with_user(user).search(self.domain))
        self.assertFalse(self.Fired.with_user(self.user_stranger).search(self.domain))
        with self.assertRaises(AccessError):
            self.Fired.with_user(self.user_portal).search(self.domain)

    def test_of_other_companies_nothing(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.user_company_manager.company_ids |= other
        Fired = self.Fired.with_user(self.user_company_manager)
        self.assertFalse(
            Fired.with_context(allowed_company_ids=other.ids).search(self.domain)
        )
        level = self._create_level(company_id=other.id)
        Level = self.Level.with_user(self.user_agent)
        self.assertFalse(Level.search([("id", "=", level.id)]))

    def test_nobody_writes_it_by_hand(self):
        fired = self.fired.with_user(self.user_company_manager)
        for change in (
            lambda: fired.write({"acknowledged_at": False}),
            fired.unlink,
            lambda: fired.create(
                {"ticket_id": self.ticket.id, "level_id": self._create_level().id}
            ),
        ):
            with self.assertRaises(AccessError):
                change()

    def test_who_acknowledges(self):
        with self.assertRaises(AccessError):
            self.fired.with_user(self.user_stranger).action_acknowledge()
        with self.assertRaises(AccessError):
            self.fired.with_user(self.user_agent).action_acknowledge()
        self.fired.with_user(self.user_dispatcher).action_acknowledge()
        self.fired.with_user(self.user_company_manager).action_acknowledge()
        self.assertRecordValues(
            self.fired,
            [
                {
                    "acknowledged_at": NOW,
                    "acknowledged_by_id": self.user_dispatcher.id,
                }
            ],
        )
        kinds = self.ticket.event_ids.mapped("kind")
        self.assertEqual(kinds.count("acknowledged"), 1)

    def test_ladder_belongs_to_the_head_office(self):
        level = self.level.with_user(self.user_site_manager)
        self.assertTrue(level.name)
        for change in (level.unlink, lambda: level.write({"percent": 1})):
            with self.assertRaises(AccessError):
                change()
        with self.assertRaises(AccessError):
            self.level.with_user(self.user_portal).read(["name"])
        self.level.with_user(self.user_company_manager).percent = 90

    def test_a_level_that_was_reached_stays(self):
        with (
            self.assertRaises(psycopg2.errors.ForeignKeyViolation),
            mute_logger("odoo.sql_db"),
        ):
            self.level.unlink()

    def test_lists_cost_the_same_queries(self):
        tickets = self._create_at(1, count=52)
        fired = self.level._fire(tickets, {})
        self.assertSameQueries(
            "property_helpdesk.property_escalation_fired_view_list",
            fired[:2],
            fired[2:],
            self.user_agent,
        )
        levels = self.Level.create([{"name": f"Step {number}"} for number in range(52)])
        self.assertSameQueries(
            "property_helpdesk.property_escalation_level_view_list",
            levels[:2],
            levels[2:],
            self.user_agent,
        )
