from datetime import timedelta

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, new_test_user

from .common import TimeCommon, at

MONDAY = "2026-03-09"
AGENT = "property_crm.group_property_agent"


@freeze_time("2026-03-09 01:00:00")
class TestTeamSchedule(TimeCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.resource_calendar_id = cls.office
        cls.anna, cls.ben = (cls._create_technician(name) for name in ("anna", "ben"))
        cls.users = cls.anna | cls.ben
        cls.user_dispatcher.tz = cls.user_agent.tz = "Asia/Shanghai"
        cls.meeting = cls._create_event(cls.anna, "09:00", "10:00")

    @classmethod
    def _create_technician(cls, login, territory=None):
        user = new_test_user(cls.env, login, groups=AGENT, tz="Asia/Shanghai")
        place = territory or cls.site.territory_id
        cls._enrol(user, place, role="technician")
        return user

    @classmethod
    def _create_event(cls, user, start, stop, day=MONDAY, **values):
        events = cls.env["calendar.event"].with_context(
            no_mail_to_attendees=True, dont_notify=True
        )
        return events.create(
            {
                "name": "Handover",
                "start": at(f"{day} {start}"),
                "stop": at(f"{day} {stop}"),
                "user_id": user.id,
                "partner_ids": [Command.set(user.partner_id.ids)],
                **values,
            }
        )

    def _get_schedule(self, user=None, **values):
        values = {"day": MONDAY, "choice": {"role": "technician"}, **values}
        schedule = self.env["property.team.schedule"]
        return schedule.with_user(user or self.user_dispatcher).get_schedule(values)

    def _get_lane(self, person, user=None, **values):
        lanes = self._get_schedule(user, **values)["lanes"]
        return {lane["id"]: lane for lane in lanes}[person.id]

    def _move(self, event, start, stop, user=None, **values):
        schedule = self.env["property.team.schedule"]
        return schedule.with_user(user or self.user_dispatcher).api_move(
            {
                "id": event.id,
                "start": str(at(f"{MONDAY} {start}")),
                "stop": str(at(f"{MONDAY} {stop}")),
                **values,
            }
        )

    def test_a_lane_shows_hours_events_and_what_is_free(self):
        lane = self._get_lane(self.anna)
        self.assertEqual(lane["role"], "Technician")
        self.assertEqual(
            lane["working"],
            [
                ["2026-03-09 00:30:00", "2026-03-09 04:00:00"],
                ["2026-03-09 05:30:00", "2026-03-09 09:30:00"],
            ],
        )
        (item,) = lane["items"]
        self.assertEqual(item["label"], "Handover")
        self.assertEqual(item["start"], "2026-03-09 01:00:00")
        self.assertTrue(item["is_movable"])
        self.assertEqual(
            lane["free"][:2],
            [
                ["2026-03-09 00:30:00", "2026-03-09 01:00:00"],
                ["2026-03-09 02:00:00", "2026-03-09 04:00:00"],
            ],
        )
        self.assertEqual(
            lane["load"], [{"date": MONDAY, "planned": 60, "working": 450}]
        )

    def test_what_is_private_is_only_busy(self):
        self.meeting.privacy = "private"
        self.meeting.location = "Hospital"
        (item,) = self._get_lane(self.anna)["items"]
        self.assertEqual((item["label"], item["id"]), ("Busy", False))
        self.assertFalse(item["is_movable"])
        self.assertFalse(item["place"])
        self.assertNotIn("Handover", str(self._get_schedule()))
        self.assertNotIn("Hospital", str(self._get_schedule()))
        (own,) = self._get_lane(self.anna, self.anna)["items"]
        self.assertEqual((own["label"], own["id"]), ("Handover", self.meeting.id))

    def test_calendars_that_are_private_by_default(self):
        self.anna.res_users_settings_id.calendar_default_privacy = "private"
        (item,) = self._get_lane(self.anna)["items"]
        self.assertEqual((item["label"], item["id"]), ("Busy", False))

    def test_absences_and_holidays(self):
        resource = self.env["resource.resource"].create(
            {
                "name": "Anna",
                "user_id": self.anna.id,
                "calendar_id": self.office.id,
                "tz": "Asia/Shanghai",
            }
        )
        self._close(MONDAY, MONDAY, resource_id=resource.id, name="Operation")
        lane = self._get_lane(self.anna)
        absence = [item for item in lane["items"] if item["is_absence"]]
        self.assertEqual([item["label"] for item in absence], ["Absent"])
        self.assertEqual(lane["free"], [])
        self.assertEqual(lane["load"][0]["working"], 0)
        self._close("2026-03-10", "2026-03-10", name="Founders' Day")
        lane = self._get_lane(self.ben, day="2026-03-10")
        self.assertEqual([mark["label"] for mark in lane["closed"]], ["Founders' Day"])
        self.assertFalse(lane["working"])

    def test_a_week_begins_where_the_language_says(self):
        days = self._get_schedule(day="2026-03-11", scale="week")["days"]
        self.assertEqual(len(days), 7)
        self.env["res.lang"]._lang_get("en_US").sudo().week_start = "1"
        days = self._get_schedule(day="2026-03-11", scale="week")["days"]
        self.assertEqual(days[0]["date"], MONDAY)
        self.assertEqual(days[0]["start"], "2026-03-08 16:00:00")

    def test_days_are_those_of_the_chosen_place(self):
        self.site.tz = "America/New_York"
        choice = {"territory_id": self.site.territory_id.id}
        schedule = self._get_schedule(choice=choice, day="2026-03-08")
        self.assertEqual(schedule["tz"], "America/New_York")
        (day,) = schedule["days"]  # clocks are put forward: 23 hours
        self.assertEqual(day["start"], "2026-03-08 05:00:00")
        self.assertEqual(day["stop"], "2026-03-09 04:00:00")
        self.assertEqual(self._get_schedule()["tz"], "Asia/Shanghai")

    def test_people_are_chosen_by_place_role_name_and_pin(self):
        def get_names(**choice):
            lanes = self._get_schedule(choice=choice)["lanes"]
            return [lane["name"].split(" ")[0] for lane in lanes]

        far = self._create_technician("far", self.other_site.territory_id)
        self.assertEqual(get_names(role="technician"), ["anna", "ben"])
        self.assertIn(self.user_dispatcher.name.split(" ")[0], get_names())
        self.assertNotIn("far", get_names())
        self.assertIn("far", get_names(territory_id="all"))
        self.assertEqual(get_names(territory_id="all", search="BE"), ["ben"])
        pinned = get_names(role="technician", search="ann", pinned=[far.id])
        self.assertEqual(pinned, ["far", "anna"])
        building = self.env["property.territory"].create(
            {
                "name": "One",
                "kind": "building",
                "site_id": self.site.id,
                "building_id": self.building.id,
            }
        )
        self.assertIn("anna", get_names(territory_id=building.id))
        self.assertEqual(get_names(territory_id=self.other_site.territory_id.id), [])

    def test_the_choice_is_remembered(self):
        schedule = self.env["property.team.schedule"].with_user(self.user_dispatcher)
        schedule.api_remember_choice({"role": "technician", "scale": "week"})
        found = schedule.get_schedule({"day": MONDAY})
        self.assertEqual(len(found["days"]), 7)
        self.assertEqual(found["choice"]["role"], "technician")
        other = schedule.with_user(self.user_agent).get_schedule({"day": MONDAY})
        self.assertEqual(other["choice"], {})

    def test_moving_and_undoing(self):
        answer = self._move(
            self.meeting,
            "14:00",
            "15:30",
            from_user_id=self.anna.id,
            user_id=self.ben.id,
        )
        self.assertEqual(self.meeting.start, at(f"{MONDAY} 14:00"))
        self.assertEqual(self.meeting.stop, at(f"{MONDAY} 15:30"))
        self.assertEqual(self.meeting.partner_ids, self.ben.partner_id)
        schedule = self.env["property.team.schedule"].with_user(self.user_dispatcher)
        schedule.api_move(answer["undo"])
        self.assertEqual(self.meeting.start, at(f"{MONDAY} 09:00"))
        self.assertEqual(self.meeting.partner_ids, self.anna.partner_id)

    def test_who_may_move_what(self):
        self._move(self.meeting, "10:00", "11:00", user=self.anna)
        self.assertFalse(self._get_lane(self.anna, self.ben)["items"][0]["is_movable"])
        with self.assertRaises(AccessError):
            self._move(self.meeting, "11:00", "12:00", user=self.ben)
        self.meeting.privacy = "private"
        with self.assertRaises(AccessError):
            self._move(self.meeting, "11:00", "12:00")
        self.assertEqual(self.meeting.start, at(f"{MONDAY} 10:00"))

    def test_bad_moves_are_refused(self):
        company = self.env["res.company"].create({"name": "Other"})
        stranger = new_test_user(
            self.env, "far", company_id=company.id, company_ids=[(6, 0, company.ids)]
        )
        for start, stop, values in (
            ("11:00", "10:00", {}),
            ("10:00", "11:00", {"id": 0}),
            ("10:00", "11:00", {"id": "x"}),
            ("10:00", "11:00", {"user_id": stranger.id}),
            ("10:00", "11:00", {"user_id": "x"}),
        ):
            with (
                self.subTest(values),
                self.assertRaises(ValidationError),
            ):
                self._move(self.meeting, start, stop, **values)

    def test_only_staff_sees_it(self):
        reader = new_test_user(self.env, "office", groups="base.group_user")
        for user in (self.user_portal, reader):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    self._get_schedule(user)
                with self.assertRaises(AccessError):
                    self._move(self.meeting, "10:00", "11:00", user=user)
        self.assertTrue(self._get_schedule(self.user_auditor)["lanes"])
        self.assertEqual(self._get_schedule(self.user_stranger)["lanes"], [])

    def test_nobody_of_other_companies(self):
        company = self.env["res.company"].create({"name": "Other"})
        new_test_user(
            self.env, "far", company_id=company.id, company_ids=[(6, 0, company.ids)]
        )
        lanes = self._get_schedule(choice={"territory_id": "all"})["lanes"]
        self.assertNotIn("far", [lane["name"].split(" ")[0] for lane in lanes])

    def test_a_bad_day_is_refused(self):
        with self.assertRaises(ValidationError):
            self._get_schedule(day="next week")

    def test_same_queries_for_2_and_50_people(self):
        def count():
            counts = []
            for _run in range(3):
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                schedule = self._get_schedule(scale="week")
                counts.append(self.cr.sql_log_count - before)
            return len(schedule["lanes"]), min(counts)

        self._create_duty(self.anna)
        few, queries = count()
        more = self.env["res.users"]
        for number in range(48):
            more |= self._create_technician(f"more{number}")
        for number, user in enumerate(more):
            self._create_event(user, "10:00", "11:00")
            self._create_duty(user, number)
        self.env.flush_all()
        many, more_queries = count()
        self.assertEqual((few, many), (2, 50))
        self.assertEqual(queries, more_queries)
        self.assertLessEqual(queries, 30)

    @classmethod
    def _create_duty(cls, user, days=0, **values):
        start = at(f"{MONDAY} 18:00") + timedelta(days=days % 5)
        return cls.env["property.duty"].create(
            {
                "territory_id": cls.site.territory_id.id,
                "user_id": user.id,
                "kind": "on_call",
                "start": start,
                "stop": start + timedelta(hours=14, minutes=30),
                **values,
            }
        )

    def test_rosters_show_their_gaps(self):
        self.assertEqual(self._get_schedule()["duties"], [])
        self._create_duty(self.anna, start=at(f"{MONDAY} 17:30"))
        schedule = self._get_schedule()
        (row,) = schedule["duties"]
        self.assertEqual([turn["name"] for turn in row["turns"]], [self.anna.name])
        self.assertEqual(
            row["gaps"],
            [
                ["2026-03-08 16:00:00", "2026-03-09 00:30:00"],
                ["2026-03-09 04:00:00", "2026-03-09 05:30:00"],
            ],
        )
        lane = self._get_lane(self.anna)
        self.assertEqual([duty["kind"] for duty in lane["duties"]], ["on_call"])
        self.assertEqual(self._get_schedule(self.user_stranger)["duties"], [])
