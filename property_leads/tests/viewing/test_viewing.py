from datetime import timedelta

import psycopg2

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from ..common import LeadsCommon

HOUR = timedelta(hours=1)


class TestViewing(LeadsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.start = fields.Datetime.now().replace(microsecond=0) + timedelta(days=1)
        cls.second_unit = cls._create_units(1)
        cls.lead.partner_id = cls.env["res.partner"].create({"name": "Qian Fang"})
        cls.rival = cls._create_leads()

    def _plan(self, lead=None, **values):
        return (
            self.env["property.viewing"]
            .with_user(self.user_sales)
            .create(
                {
                    "lead_id": (lead or self.lead).id,
                    "unit_id": self.unit.id,
                    "start": self.start,
                    **values,
                }
            )
        )

    def test_in_the_calendar_with_customer_and_unit(self):
        viewing = self._plan()
        event = viewing.event_id
        self.assertEqual(
            event.partner_ids, self.user_sales.partner_id | self.lead.partner_id
        )
        self.assertEqual(event.opportunity_id, self.lead)
        self.assertIn(self.unit.name, event.location)
        self.assertEqual(viewing.stop - viewing.start, timedelta(minutes=45))
        self.assertEqual(self.lead.phase, "viewing")
        self.assertEqual(self.lead.unit_ids, self.unit)
        viewing.start += HOUR
        viewing.stop += HOUR
        self.assertEqual(event.start, self.start + HOUR)

    def test_nobody_shows_two_at_once_without_a_reason(self):
        boss = self.env["property.viewing"].with_user(self.user_site_manager)
        self._plan()
        vals = {
            "lead_id": self.rival.id,
            "unit_id": self.second_unit.id,
            "start": self.start,
            "user_id": self.user_sales.id,
        }
        taken = "taken already"
        with self.assertRaisesRegex(ValidationError, taken), self.cr.savepoint():
            boss.create(vals)
        boss.create({**vals, "clash_reason": "Open day"})
        self.assertEqual(
            self.env["property.clash.override"].search([], limit=1).reason, "Open day"
        )

    @mute_logger("odoo.sql_db")
    def test_database_shows_a_unit_to_one_at_a_time(self):
        self._plan()
        with self.assertRaises(psycopg2.errors.ExclusionViolation), self.cr.savepoint():
            self._plan(self.rival, user_id=self.user_site_manager.id)
            self.env.flush_all()
        with self.assertRaises(psycopg2.errors.UniqueViolation), self.cr.savepoint():
            self._plan(start=self.start + 5 * HOUR)
            self.env.flush_all()

    def test_outcome_and_ends(self):
        viewing = self._plan()
        viewing.action_done()
        viewing.write({"outcome": "liked", "feedback": "Light, but loud"})
        with self.assertRaises(UserError):
            viewing.action_cancel()
        with self.assertRaises(UserError):
            viewing.unlink()
        again = self._plan(start=self.start + 2 * HOUR)
        again.action_cancel()
        self.assertFalse(again.event_id.active)
        self.assertEqual(self.lead.viewing_count, 2)

    def test_lost_prospects_come_no_more(self):
        viewing = self._plan()
        self.lead.action_set_lost()
        self.assertEqual(viewing.state, "cancelled")

    def test_first_viewing_opens_its_form(self):
        lead = self.lead.with_user(self.user_sales)
        self.assertEqual(lead.action_view_viewings()["views"], [(False, "form")])
        self._plan()
        lead.invalidate_recordset()
        self.assertIn("calendar", lead.action_view_viewings()["view_mode"])

    def test_who_may_see_it(self):
        viewing = self._plan().sudo(False)
        for role in ("agent", "stranger", "portal", "sales_elsewhere"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                viewing.with_user(getattr(self, f"user_{role}")).read(["state"])
        with self.assertRaises(AccessError):
            viewing.with_user(self.user_auditor).feedback = "Changed"
        with self.assertRaises(ValidationError):
            viewing.state = "done"

    def test_list_costs_the_same_queries(self):
        leads = self._create_leads(12)
        many = self.env["property.viewing"].create(
            [
                {
                    "lead_id": lead.id,
                    "unit_id": self.unit.id,
                    "start": self.start + day * timedelta(days=1),
                }
                for day, lead in enumerate(leads)
            ]
        )
        view = "property_leads.property_viewing_view_list"
        self.assertSameQueries(view, many[:2], many, self.user_sales)
