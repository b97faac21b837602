import random
from datetime import timedelta

import psycopg2
import pytz

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import TimeCommon, at


@tagged("post_install", "-at_install")
class TestResourceCalendar(TimeCommon):
    def _add(self, start, minutes):
        return self.site._get_working_clock(at(start)).add(at(start), minutes)

    def test_vectors(self):
        for start, minutes, due in (
            ("2026-03-06 16:45", 240, "2026-03-09 11:45"),
            ("2026-03-07 10:00", 30, "2026-03-09 09:00"),
            ("2026-03-09 11:50", 30, "2026-03-09 13:50"),
            ("2026-03-09 08:30", 480, "2026-03-10 09:00"),
        ):
            with self.subTest(start=start):
                self.assertEqual(self._add(start, minutes), at(due))

    def test_make_up_day(self):
        self._make_up("2026-02-14")
        self.assertEqual(self._add("2026-02-13 17:00", 60), at("2026-02-14 09:00"))

    def test_make_up_day_has_the_hours_of_its_weekday(self):
        monday = self.office.attendance_ids.filtered(lambda a: a.dayofweek == "0")
        monday.filtered(lambda a: a.day_period == "morning").hour_from = 9.5
        self._make_up("2026-02-14", dayofweek="0")
        self._make_up("2026-02-15", dayofweek="1")
        self.assertEqual(self._add("2026-02-13 17:30", 30), at("2026-02-14 10:00"))
        self.assertEqual(self._add("2026-02-14 17:30", 30), at("2026-02-15 09:00"))

    def test_leaves(self):
        self._close("2026-03-09", "2026-03-10")
        self.assertEqual(self._add("2026-03-06 17:30", 10), at("2026-03-11 08:40"))

    def test_day_off_closes_a_make_up_day(self):
        self._make_up("2026-02-14")
        self._close("2026-02-14", "2026-02-15")
        self.assertEqual(self._add("2026-02-13 17:00", 60), at("2026-02-16 09:00"))

    def test_leaves_of_people_and_of_other_companies_do_not_count(self):
        other = self.env["res.company"].create({"name": "Other"})
        colleague = self.env["resource.resource"].create(
            {"name": "Wu", "calendar_id": self.office.id}
        )
        self._close("2026-03-09", "2026-03-09", resource_id=colleague.id)
        self._close("2026-03-09", "2026-03-09", time_type="other")
        leave = self._close("2026-03-09", "2026-03-09")
        leave.calendar_id = False
        leave.company_id = other
        self.assertEqual(self._add("2026-03-06 17:30", 10), at("2026-03-09 08:40"))
        leave.company_id = self.site.company_id
        self.assertEqual(self._add("2026-03-06 17:30", 10), at("2026-03-10 08:40"))

    def test_last_second_of_a_day_off_is_off(self):
        """Days off are typed to end at 23:59:59."""
        around = self.env["resource.calendar"].create(
            {
                "name": "Day and night",
                "tz": "Asia/Shanghai",
                "attendance_ids": [
                    (5, 0, 0),
                    *(
                        (0, 0, {"name": "x", "dayofweek": str(d), "hour_to": 24})
                        for d in range(7)
                    ),
                ],
            }
        )
        self._close("2026-03-09", "2026-03-09", around)
        self.site.resource_calendar_id = around
        self.assertEqual(self._add("2026-03-08 23:00", 61), at("2026-03-10 00:01"))

    def test_two_weeks(self):
        self.office.switch_calendar_type()
        second = self.office.attendance_ids.filtered(
            lambda line: line.week_type == "1" and not line.display_type
        )
        second.filtered(lambda line: line.dayofweek == "0").unlink()
        days = [at("2026-03-09 00:00"), at("2026-03-16 00:00")]
        clock = self.office._get_working_clock(days[0])
        worked = [clock.measure(day, day + timedelta(days=1)) for day in days]
        self.assertEqual(sorted(worked), [0, 450])

    def test_site_has_its_own_time_zone(self):
        self.site.tz = "Asia/Urumqi"  # two hours behind Shanghai on the wall clock
        zone = pytz.timezone("Asia/Urumqi")
        start = at("2026-03-09 08:30", zone)
        due = self.site._get_working_clock(start).add(start, 30)
        self.assertEqual(due, at("2026-03-09 09:00", zone))

    def test_no_site_no_calendar_no_hours_never_close(self):
        start = at("2026-03-07 03:00")
        bare = self.env["property.site"]
        self.assertEqual(
            bare._get_working_clock(start).add(start, 5), at("2026-03-07 03:05")
        )
        self.office.attendance_ids.unlink()
        self.assertEqual(self._add("2026-03-07 03:00", 5), at("2026-03-07 03:05"))
        self.site.resource_calendar_id = False
        self.assertEqual(self._add("2026-03-07 03:00", 5), at("2026-03-07 03:05"))

    def test_flexible_hours_lie_around_noon(self):
        self.office.write(
            {"schedule_type": "flexible", "hours_per_day": 8, "hours_per_week": 40}
        )
        self.assertEqual(self._add("2026-03-06 15:30", 60), at("2026-03-09 08:30"))

    def test_every_change_counts_at_once(self):
        """The hours are kept in memory; whatever they come from forgets them."""
        start = "2026-03-06 17:00"
        self.assertEqual(self._add(start, 60), at("2026-03-09 09:00"))
        leave = self._close("2026-03-09", "2026-03-09")
        self.assertEqual(self._add(start, 60), at("2026-03-10 09:00"))
        leave.date_to = at("2026-03-10 23:59:59")
        self.assertEqual(self._add(start, 60), at("2026-03-11 09:00"))
        workday = self._make_up("2026-03-07")
        self.assertEqual(self._add(start, 60), at("2026-03-07 09:00"))
        workday.date = "2026-03-08"
        self.assertEqual(self._add(start, 60), at("2026-03-08 09:00"))
        workday.unlink()
        leave.unlink()
        mornings = self.office.attendance_ids.filtered(lambda a: a.hour_from == 8.5)
        mornings.hour_from = 9
        self.assertEqual(self._add(start, 60), at("2026-03-09 09:30"))
        self.office.attendance_ids.filtered(lambda a: a.dayofweek == "0").unlink()
        self.assertEqual(self._add(start, 60), at("2026-03-10 09:30"))

    def test_residents_get_deadlines_too(self):
        site = self.site.with_user(self.user_portal)
        start = at("2026-03-06 17:00")
        self.assertEqual(
            site._get_working_clock(start).add(start, 60), at("2026-03-09 09:00")
        )

    def test_queries_do_not_grow_with_sites(self):
        many = self.site
        for index in range(9):
            office = self._create_office(name=f"Office {index}")
            self._close("2026-03-09", "2026-03-09", office)
            many |= self._create_site(
                f"S{index}", f"S{index}", resource_calendar_id=office.id
            )
        counts = []
        for sites in (many[:2], many[:2], many):  # the first fills the caches
            self.env.flush_all()
            self.env.invalidate_all()
            self.env.registry.clear_cache()
            before = self.cr.sql_log_count
            clocks = sites._get_working_clocks(at("2026-03-09 08:30"))
            self.assertEqual(len(clocks), len(sites))
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(*counts[1:])

    def test_same_hours_as_odoo_itself(self):
        """What core finds minute for minute, make-up days and leaves included."""
        self._make_up("2026-02-14")
        self._make_up("2026-02-28", dayofweek="4")
        self._close("2026-02-16", "2026-02-23")
        self._close("2026-03-04", "2026-03-04")
        start = at("2026-02-01 00:00")
        clock = self.office._get_working_clock(start)
        chance = random.Random(42)
        for _case in range(40):
            begin = start + timedelta(minutes=chance.randrange(60 * 24 * 60))
            end = begin + timedelta(minutes=chance.randrange(20 * 24 * 60))
            hours = self.office.get_work_hours_count(begin, end)
            self.assertEqual(clock.measure(begin, end), round(hours * 60))

    def test_odoo_knows_make_up_days(self):
        day = at("2026-02-14 00:00").replace(tzinfo=pytz.utc)
        night = day + timedelta(days=1)
        self.assertEqual(self.office.get_work_hours_count(day, night), 0)
        self._make_up("2026-02-14")
        self.assertEqual(self.office.get_work_hours_count(day, night), 7.5)

    @mute_logger("odoo.sql_db")
    def test_a_day_is_made_up_once(self):
        self._make_up("2026-02-14")
        with self.assertRaises(psycopg2.errors.UniqueViolation):
            self._make_up("2026-02-14")
