from datetime import timedelta

from psycopg2.errors import CheckViolation

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import freeze_time
from odoo.tools import mute_logger

from .common import PhoneCommon

NOW = "2026-03-11 02:00:00"  # a Wednesday, ten o'clock in Shanghai


@freeze_time(NOW)
class TestCallStaffing(PhoneCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.site.tz = "Asia/Shanghai"
        cls.agents = cls.user_agent | cls.user_site_manager
        cls.service.write(
            {
                "user_ids": cls.agents.ids,
                "staffing_weeks": 1,
                "max_occupancy": 100,
                "shrinkage": 30,
            }
        )

    @classmethod
    def _take_calls(cls, count, start, seconds=180, **vals):
        calls = {
            "queue_id": cls.service.id,
            "offered_at": start,
            "answered_at": start,
            "ended_at": start + timedelta(seconds=seconds),
            "wrapped_up_at": start + timedelta(seconds=seconds),
        }
        cls.Call.create([{**calls, **vals}] * count)

    def _count(self, queue=None):
        """Return ``{(weekday, half hour): row}``."""
        queue = queue or self.service
        action = queue.with_user(self.user_site_manager).action_staffing()
        rows = self.env["property.call.staffing"].search(action["domain"])
        return {(row.weekday, row.half_hour): row for row in rows}

    def _give_duty(self, user, start, stop, **vals):
        self.env["property.duty"].create(
            {
                "user_id": user.id,
                "territory_id": self.site.territory_id.id,
                "start": start,
                "stop": stop,
                **vals,
            }
        )

    def test_a_queue_of_all_sites_works_by_their_clock(self):
        self.env.user.tz = False
        (self.site | self.other_site).tz = "Asia/Shanghai"
        self.assertEqual(self.enquiry._get_zone().zone, "Asia/Shanghai")

    def test_as_many_as_erlang_says(self):
        """The vector of domain 4.7: 100 calls of 3 minutes in half an hour."""
        monday = fields.Datetime.to_datetime("2026-03-09 01:15:00")
        self._take_calls(100, monday)
        self._take_calls(9, monday - timedelta(days=8))  # too long ago
        self._take_calls(9, fields.Datetime.to_datetime("2026-03-11 01:00:00"))  # today
        self._take_calls(9, monday, queue_id=self.enquiry.id)
        self._take_calls(9, monday, direction="outbound")
        rows = self._count()
        self.assertEqual(list(rows), [("0", "09:00")])
        row = rows["0", "09:00"]
        self.assertEqual((row.call_count, row.handle_seconds), (100, 180))
        self.assertEqual((row.agent_count, row.rostered_count), (14, 20))
        self.assertEqual((row.duty_count, row.shortage, row.level), (0, 20, 0))

    def test_against_the_roster_of_the_days_to_come(self):
        self._take_calls(5, fields.Datetime.to_datetime("2026-03-09 01:00:00"))
        coming = fields.Datetime.to_datetime("2026-03-16 00:00:00")  # Monday, eight
        for user in self.agents:
            self._give_duty(user, coming, coming + timedelta(hours=2))
        self._give_duty(
            self.user_agent, coming, coming + timedelta(hours=9), kind="on_call"
        )
        self._give_duty(self.user_dispatcher, coming, coming + timedelta(hours=9))
        rows = self._count()
        halves = ["08:00", "08:30", "09:00", "09:30"]
        self.assertEqual(sorted(rows), [("0", half) for half in halves])
        busy, idle = rows["0", "09:00"], rows["0", "09:30"]
        self.assertEqual((busy.agent_count, busy.rostered_count), (2, 3))
        self.assertEqual((busy.duty_count, busy.shortage), (2, 1))
        self.assertAlmostEqual(busy.occupancy, 50)
        self.assertEqual((idle.duty_count, idle.shortage, idle.level), (2, 0, 100))
        ((level, occupancy),) = busy._read_group(
            [("queue_id", "=", self.service.id)], [], ["level:avg", "occupancy:avg"]
        )
        self.assertAlmostEqual(level, busy.level)  # nobody calls in the others
        duties = sum(row.duty_count for row in rows.values())
        self.assertAlmostEqual(occupancy, 50 * 2 / duties)

    def test_counted_anew(self):
        monday = fields.Datetime.to_datetime("2026-03-09 01:15:00")
        self._take_calls(10, monday)
        self.assertEqual(self._count()["0", "09:00"].call_count, 10)
        self._take_calls(10, monday, 360)
        row = self._count()["0", "09:00"]
        self.assertEqual((row.call_count, row.handle_seconds), (20, 270))
        self.assertEqual(str(self.service.staffing_at), NOW)

    def test_counted_anew_when_what_it_assumes_changes(self):
        monday = fields.Datetime.to_datetime("2026-03-09 01:15:00")
        self._take_calls(100, monday)
        row = self._count()["0", "09:00"]
        needed = row.agent_count
        queue = self.service.with_user(self.user_site_manager)
        queue.write({"shrinkage": 50, "max_occupancy": 60})
        (row,) = self.env["property.call.staffing"].search(
            [("queue_id", "=", queue.id)]
        )
        self.assertEqual((row.agent_count, row.rostered_count), (17, 34))
        self.assertLess(needed, 17)
        action = row.with_user(self.user_site_manager).action_assume()
        self.assertEqual(action["res_model"], "property.call.queue")

    def test_who_may(self):
        for user in (self.user_agent, self.user_auditor, self.user_portal):
            with self.assertRaises(AccessError):
                self.service.with_user(user).action_staffing()
        with self.assertRaises(AccessError):
            self.env["property.call.staffing"].with_user(self.user_agent).search([])
        values = {"queue_id": self.service.id, "weekday": "0", "half_hour": "09:00"}
        with self.assertRaises(AccessError):
            self.env["property.call.staffing"].with_user(
                self.user_company_manager
            ).create(values)

    @mute_logger("odoo.sql_db")
    def test_settings_in_range(self):
        for name, value in (("shrinkage", 91), ("target_level", 100)):
            with self.assertRaises(CheckViolation), self.env.cr.savepoint():
                self.service.write({name: value})
                self.env.flush_all()
