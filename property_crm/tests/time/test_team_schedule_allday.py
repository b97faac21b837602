from datetime import timedelta

from odoo.fields import Command
from odoo.tests import freeze_time, new_test_user

from .common import TimeCommon, at

MONDAY = "2026-03-09"


@freeze_time("2026-03-09 01:00:00")
class TestTeamScheduleAllDay(TimeCommon):
    """Events of whole days go by whole days, and come back; rooms have hours."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna, cls.ben = (cls._create_technician(name) for name in ("anna", "ben"))
        cls.user_dispatcher.tz = "Asia/Shanghai"
        cls.fair = (
            cls.env["calendar.event"]
            .with_context(no_mail_to_attendees=True)
            .create(
                {
                    "name": "Fair",
                    "allday": True,
                    "start_date": MONDAY,
                    "stop_date": "2026-03-10",
                    "user_id": cls.anna.id,
                    "partner_ids": [Command.set(cls.anna.partner_id.ids)],
                }
            )
        )
        cls.Schedule = cls.env["property.team.schedule"].with_user(cls.user_dispatcher)

    @classmethod
    def _create_technician(cls, login):
        user = new_test_user(
            cls.env,
            login,
            groups="property_crm.group_property_agent",
            tz="Asia/Shanghai",
        )
        cls._enrol(user, cls.site.territory_id, role="technician")
        return user

    def _get_item(self, person):
        schedule = self.Schedule.get_schedule(
            {"day": MONDAY, "scale": "week", "choice": {"role": "technician"}}
        )
        lanes = {lane["id"]: lane for lane in schedule["lanes"]}
        return lanes[person.id]["items"][0]

    def _move(self, days, **values):
        start = at(f"{MONDAY} 00:00") + timedelta(days=days)
        return self.Schedule.api_move(
            {
                "id": self.fair.id,
                "start": str(start),
                "stop": str(start + timedelta(days=2)),
                "from_user_id": self.anna.id,
                "user_id": self.anna.id,
                **values,
            }
        )["undo"]

    def _get_days(self):
        return str(self.fair.start_date), str(self.fair.stop_date)

    def test_to_another_day_and_back(self):
        self.assertTrue(self._get_item(self.anna)["is_movable"])
        undo = self._move(2)
        self.assertEqual(self._get_days(), ("2026-03-11", "2026-03-12"))
        self.assertEqual(self.fair.start.date(), self.fair.start_date)
        self.Schedule.api_move(undo)
        self.assertEqual(self._get_days(), (MONDAY, "2026-03-10"))

    def test_to_a_colleague_on_the_same_day_and_back(self):
        undo = self._move(0, user_id=self.ben.id)
        self.assertEqual(self.fair.partner_ids, self.ben.partner_id)
        self.assertEqual(self._get_days(), (MONDAY, "2026-03-10"))
        self.Schedule.api_move(undo)
        self.assertEqual(self.fair.partner_ids, self.anna.partner_id)
        self.assertEqual(self._get_days(), (MONDAY, "2026-03-10"))

    def test_a_room_alone_is_offered_when_its_site_is_open(self):
        room = self.env["property.common.part"].create(
            {"name": "Hall", "kind": "room", "site_id": self.site.id}
        )
        Event = self.env["calendar.event"]
        slots = Event._get_free_slots(
            self.env["res.users"],
            60,
            at(f"{MONDAY} 05:00"),
            at(f"{MONDAY} 23:00"),
            rooms=room,
        )
        self.assertEqual(slots[0][0], at(f"{MONDAY} 08:30"))
        self.assertLessEqual(slots[-1][1], at(f"{MONDAY} 17:30"))
