from odoo.tests import Form, freeze_time, tagged

from .common import at
from .test_calendar_event_clash import CLIENT, ClashCommon


@freeze_time("2026-03-01")
@tagged("post_install", "-at_install")
class TestCalendarEventSeries(ClashCommon):
    def _plan_series(self, start, stop, **values):
        """A week's worth of events by the wall clock of Berlin."""
        return self._plan(
            self.user_dispatcher,
            self.anna,
            start,
            stop,
            **{
                "recurrency": True,
                "rrule_type_ui": "custom",
                "rrule_type": "daily",
                "interval": 1,
                "end_type": "count",
                "count": 5,
                "event_tz": "Europe/Berlin",
            }
            | values,
        )

    def test_one_of_a_series(self):
        """The visit is at 3 in Berlin, where clocks are put forward on the 29th."""
        with self.assertTaken("Anna: Visit"):
            self._plan_series("2026-03-27 10:30", "2026-03-27 11:30")
        self.assertFalse(self._get_log())
        self._plan_series("2026-03-27 11:00", "2026-03-27 12:00")

    def test_a_series_is_one_booking(self):
        self._book(self.anna, "2026-03-31 09:00", "2026-03-31 10:00", name="Tour")
        event = self._plan_series(
            "2026-03-27 10:30", "2026-03-27 11:30", clash_reason="Weekly"
        )
        log = self._get_log()
        self.assertEqual(log.event_id, event)
        self.assertIn("Visit", log.clashes)
        self.assertIn("Tour", log.clashes)

    def test_moving_a_series(self):
        event = self._plan_series("2026-03-27 15:00", "2026-03-27 16:00")
        moved = {"start": at("2026-03-27 10:30"), "stop": at("2026-03-27 11:30")}
        for scope in ("all_events", "future_events"):
            with self.assertTaken("Visit"):
                event.write({**moved, "recurrence_update": scope})
        event.write(moved | {"recurrence_update": "self_only"})
        series = event.recurrence_id.calendar_event_ids.sorted("start")
        third = series.filtered(lambda one: one.start.date() == self.visit.start.date())
        with self.assertTaken("Visit"):
            third.write({"start": self.visit.start, "stop": self.visit.stop})
        third.write(
            {
                "start": self.visit.start,
                "stop": self.visit.stop,
                "clash_reason": "Once",
            }
        )

    def test_an_event_that_becomes_a_series(self):
        event = self._plan(
            self.user_dispatcher, self.anna, "2026-03-29 09:30", "2026-03-29 10:30"
        )
        rule = {
            "recurrency": True,
            "rrule_type": "daily",
            "interval": 1,
            "end_type": "count",
            "count": 2,
            "event_tz": "Asia/Shanghai",
        }
        with self.assertTaken("Visit"):
            event.write(rule)

    def test_a_series_does_not_clash_with_itself(self):
        self._plan_series("2026-04-01 09:00", "2026-04-02 12:00")
        self.assertFalse(self._get_log())


@freeze_time("2026-03-01")
@tagged("post_install", "-at_install")
class TestCalendarEventForm(ClashCommon):
    def _open(self, start, stop, *people, **values):
        Event = self.env["calendar.event"].with_user(self.user_dispatcher)
        form = Form(Event.with_context(tz="Asia/Shanghai", **CLIENT))
        form.name = "Typed"
        form.start = at(start)
        form.stop = at(stop)
        for user in people:
            form.partner_ids.add(user.partner_id)
        for name, value in values.items():
            form[name] = value
        return form

    def test_while_typing(self):
        form = self._open("2026-03-30 14:30", "2026-03-30 15:30", self.anna)
        self.assertFalse(form.clash_info)
        self.assertFalse(form.clash_needs_reason)
        form.start = at("2026-03-30 09:30")
        [clash] = form.clash_info["clashes"]
        self.assertEqual(clash["who"], "Anna")
        self.assertEqual(clash["what"], "Visit")
        self.assertTrue(form.clash_needs_reason)
        slots = form.clash_info["slots"]
        self.assertEqual(slots[0]["start"], "2026-03-30 02:00:00")
        self.assertEqual(slots[0]["stop"], "2026-03-30 03:00:00")
        form.start, form.stop = slots[0]["start"], slots[0]["stop"]
        self.assertFalse(form.clash_info)
        form.save()

    def test_the_reason_is_typed_into_the_form(self):
        form = self._open("2026-03-30 09:30", "2026-03-30 10:30", self.anna)
        form.clash_reason = "Leak"
        event = form.save()
        form = Form(event)
        self.assertFalse(form.clash_needs_reason)
        self.assertEqual(form.clash_info["overrides"][0]["reason"], "Leak")
        self._book(self.bert, "2026-03-30 09:00", "2026-03-30 10:00")
        form.partner_ids.add(self.bert.partner_id)
        self.assertTrue(form.clash_needs_reason)

    def test_a_room(self):
        self._book(
            self.carl,
            "2026-03-31 09:00",
            "2026-03-31 10:00",
            common_part_id=self.room.id,
        )
        form = self._open(
            "2026-03-31 09:30", "2026-03-31 10:30", common_part_id=self.room
        )
        self.assertEqual(form.clash_info["clashes"][0]["who"], self.room.display_name)
        self.assertEqual(form.location, self.room.display_name)
        self.assertTrue(form.clash_needs_reason)

    def test_all_days(self):
        form = self._open("2026-03-30 14:30", "2026-03-30 15:30", self.anna)
        form.allday = True
        self.assertEqual(form.clash_info["clashes"][0]["what"], "Visit")
        days = [slot["start"][:10] for slot in form.clash_info["slots"]]
        self.assertEqual(days, ["2026-03-31", "2026-04-01", "2026-04-02"])

    def test_a_series_moves_within_its_day(self):
        form = self._open("2026-03-27 09:30", "2026-03-27 10:30", self.anna)
        form.recurrency = True
        form.rrule_type_ui = "weekly"
        self.assertFalse(form.clash_info)
        form.rrule_type_ui = "custom"
        form.rrule_type = "daily"
        form.end_type = "count"
        form.count = 4
        self.assertEqual(form.clash_info["clashes"][0]["what"], "Visit")
        for slot in form.clash_info["slots"]:
            self.assertEqual(slot["start"][:10], "2026-03-27")
            self.assertGreaterEqual(slot["start"][11:], "02:00:00")
        form.clash_reason = "Daily"
        form.save()
        self.assertEqual(len(self._get_log()), 1)

    def test_strangers_learn_nothing_of_private_events(self):
        event = self._book(
            self.anna,
            "2026-03-30 09:30",
            "2026-03-30 10:30",
            name="Doctor",
            privacy="private",
        )
        self.env.flush_all()
        self.env.invalidate_all()
        info = event.with_user(self.user_dispatcher).clash_info
        self.assertNotIn("Doctor", str(info))
        self.assertFalse(info)

    def test_nothing_is_said_of_what_is_over(self):
        with freeze_time("2026-03-31"):
            form = self._open("2026-03-30 09:30", "2026-03-30 10:30", self.anna)
            self.assertFalse(form.clash_info)
