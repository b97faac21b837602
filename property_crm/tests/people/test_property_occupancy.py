import psycopg2

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import freeze_time
from odoo.tools import mute_logger

from .common import PeopleCommon


class TestPropertyOccupancy(PeopleCommon):
    def test_one_main_contact_at_a_time(self):
        self._live(self.wang, is_main=True, date_to="2024-04-30")
        self._live(self.li, is_main=True, date_from="2024-05-01")
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.ExclusionViolation),
        ):
            self._live(self.zhao, is_main=True, date_from="2024-04-30")

    def test_several_people_live_there_together(self):
        for person in (self.wang, self.li, self.zhao):
            self._live(person)
        self.assertEqual(self.unit.resident_ids, self.wang | self.li | self.zhao)

    @freeze_time("2024-05-01")
    def test_the_last_day_counts(self):
        stay = self._live(self.wang, date_to="2024-05-01")
        self.assertTrue(stay.is_current)
        with freeze_time("2024-05-02"):
            stay.invalidate_recordset()
            self.assertFalse(stay.is_current)
            self.assertFalse(self.Occupancy.search([("is_current", "=", True)]) & stay)

    def test_dates_in_order(self):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.CheckViolation),
        ):
            self._live(self.wang, date_from="2024-05-02", date_to="2024-05-01")

    def test_moving_out_keeps_the_line(self):
        stay = self._live(self.wang)
        self.env.flush_all()
        with freeze_time("2030-01-01"):
            with self.assertRaises(UserError):
                stay.unlink()
            stay.date_to = fields.Date.today()
        self.assertTrue(stay.exists())

    def test_summary_of_the_unit(self):
        self._own(self.wang)
        self._live(self.li, is_main=True)
        self._live(self.zhao, role="family")
        self.assertEqual(
            self.unit.resident_summary,
            "Li Na (Tenant), Zhao Min (Family member), Wang Wei (Owner)",
        )

    def test_dated_facts_search_as_they_compute(self):
        periods = [
            (None, None),
            ("2020-01-01", None),
            (None, "2020-01-01"),
            ("2099-01-01", None),
        ]
        stays = self.Occupancy.union(
            *(
                self._live(self.wang, date_from=first, date_to=last)
                for first, last in periods
            )
        )
        found = self.Occupancy.search(
            [("id", "in", stays.ids), ("is_current", "=", True)]
        )
        self.assertEqual(found, stays.filtered("is_current"))
        self.assertEqual(found, stays[:2])
