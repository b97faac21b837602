import itertools
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytz
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import new_test_user, tagged

from ...tools.busy_time import merge
from ..common import ROLES
from .common import TimeCommon, at

ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Pacific/Auckland")
QUIET = {"no_mail_to_attendees": True, "dont_notify": True, "tracking_disable": True}
START = datetime(2026, 3, 27)
DAYS = 4
MINUTE = timedelta(minutes=1)


class BusyCommon(TimeCommon):
    """Three technicians in as many time zones, who work in the office's hours."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.resource_calendar_id = cls.office
        cls.users = cls.env["res.users"].union(
            *(
                new_test_user(
                    cls.env,
                    f"technician_{number}",
                    name=name,
                    groups="property_crm.group_property_agent",
                    tz=tz,
                )
                for number, (name, tz) in enumerate(
                    zip(("Anna", "Bert", "Carl"), ZONES[:3], strict=True)
                )
            )
        )
        cls.anna, cls.bert, cls.carl = cls.users
        cls.Event = cls.env["calendar.event"].with_context(**QUIET)

    @classmethod
    def _book(cls, users, start, stop, **values):
        """Create an event of Shanghai's time, organised by nobody of them."""
        return cls.Event.create(
            {
                "name": "Visit",
                "start": at(start),
                "stop": at(stop),
                "user_id": False,
                "partner_ids": [(6, 0, users.partner_id.ids)],
                **values,
            }
        )

    @classmethod
    def _leave(cls, user, start, stop, **values):
        resource = cls.env["resource.resource"].search([("user_id", "=", user.id)])
        resource = resource or cls.env["resource.resource"].create(
            {"name": user.name, "user_id": user.id, "calendar_id": cls.office.id}
        )
        return cls.env["resource.calendar.leaves"].create(
            {
                "resource_id": resource.id,
                "date_from": at(start),
                "date_to": at(stop),
                **values,
            }
        )

    def _get_labels(self, user, asker=None, day="2026-03-30"):
        start = at(f"{day} 00:00")
        found = self.Event.with_user(asker or self.user_agent)._get_busy(
            user, start, start + timedelta(days=1)
        )
        return [taken.label for taken in found[user.id]]


@tagged("post_install", "-at_install")
class TestCalendarEventBusy(BusyCommon):
    def test_what_takes_somebody(self):
        visit = self._book(
            self.anna + self.bert, "2026-03-30 09:00", "2026-03-30 10:00"
        )
        self._book(self.anna, "2026-03-30 09:30", "2026-03-30 11:00", show_as="free")
        self._book(self.anna, "2026-03-30 09:30", "2026-03-30 11:00", active=False)
        self._book(self.anna, "2026-03-31 09:00", "2026-03-31 10:00")
        busy = self.Event._get_busy(
            self.users, at("2026-03-30 09:30"), at("2026-03-30 18:00")
        )
        for user in self.anna + self.bert:
            [taken] = busy[user.id]
            self.assertEqual(
                (taken.start, taken.stop, taken.label, taken.model, taken.id),
                (visit.start, visit.stop, "Visit", "calendar.event", visit.id),
            )
        self.assertEqual(busy[self.carl.id], [])
        attendee = visit.attendee_ids.filtered(
            lambda a: a.partner_id == self.bert.partner_id
        )
        attendee.do_decline()
        self.assertEqual(self._get_labels(self.bert), [])
        self.assertEqual(self._get_labels(self.anna), ["Visit"])

    def test_all_days_are_days_of_the_person(self):
        self._book(
            self.users,
            "2026-03-30 08:00",
            "2026-03-30 18:00",
            allday=True,
            start_date="2026-03-30",
            stop_date="2026-03-31",
        )
        busy = self.Event._get_busy(
            self.users, datetime(2026, 3, 1), datetime(2026, 5, 1)
        )
        for user in self.users:
            zone = pytz.timezone(user.tz)
            [taken] = busy[user.id]
            self.assertEqual(taken.start, at("2026-03-30 00:00", zone))
            self.assertEqual(taken.stop, at("2026-04-01 00:00", zone))

    def test_private_events_are_busy_and_no_more(self):
        event = self._book(
            self.anna + self.bert,
            "2026-03-30 09:00",
            "2026-03-30 10:00",
            name="Doctor",
            privacy="private",
        )
        self.assertEqual(self._get_labels(self.anna), ["Busy"])
        self.assertEqual(self._get_labels(self.anna, self.bert), ["Doctor"])
        self.assertEqual(self._get_labels(self.anna, self.user_portal), ["Busy"])
        event.privacy = "confidential"
        self.assertEqual(self._get_labels(self.anna), ["Doctor"])
        self.assertEqual(self._get_labels(self.anna, self.user_portal), ["Busy"])

    def test_whose_events_are_private_by_default(self):
        self.carl.with_user(self.carl).calendar_default_privacy = "private"
        event = self._book(
            self.anna, "2026-03-30 09:00", "2026-03-30 10:00", user_id=self.carl.id
        )
        self.assertEqual(self._get_labels(self.anna), ["Busy"])
        self.assertEqual(self._get_labels(self.anna, self.carl), ["Visit"])
        event.with_user(self.carl).privacy = "public"
        self.assertEqual(self._get_labels(self.anna), ["Visit"])

    def test_hidden_is_what_odoo_hides(self):
        """For each privacy, default and organiser, as core itself says."""
        event = self._book(self.anna, "2026-03-30 09:00", "2026-03-30 10:00")
        choices = itertools.product(
            ("public", "private"),
            (False, "public", "private", "confidential"),
            (self.bert, self.env["res.users"]),
        )
        for default, privacy, organiser in choices:
            self.bert.with_user(self.bert).calendar_default_privacy = default
            event.write({"privacy": privacy, "user_id": organiser.id})
            for asker in (*self.users, self.user_stranger):
                hidden = event.with_user(asker)._check_private_event_conditions()
                with self.subTest(default=default, privacy=privacy, asker=asker.login):
                    self.assertEqual(
                        self._get_labels(self.anna, asker),
                        ["Busy" if hidden else "Visit"],
                    )

    def test_absences_do_not_say_why(self):
        self._leave(
            self.anna, "2026-03-30 00:00:00", "2026-03-30 23:59:59", name="Hospital"
        )
        self._leave(
            self.anna, "2026-03-30 08:00:00", "2026-03-30 10:00:00", time_type="other"
        )
        self.assertEqual(self._get_labels(self.anna), ["Absent"])
        self.assertEqual(self._get_labels(self.anna, self.anna), ["Hospital"])
        [taken] = self.Event._get_busy(
            self.anna, at("2026-03-30 12:00"), at("2026-03-30 13:00")
        )[self.anna.id]
        self.assertEqual(taken.stop, at("2026-03-31 00:00"))

    def test_a_company_that_is_closed_is_not_absent(self):
        self._close("2026-03-30", "2026-03-30")
        self.assertEqual(self._get_labels(self.anna), [])

    def test_free_slots_lie_in_the_working_time_of_all(self):
        users = self.anna + self.bert
        start, stop = at("2026-03-30 00:00"), at("2026-04-03 00:00")
        # in summer time Berlin opens at 8:30 when Shanghai shows 14:30
        for number, expected in (
            (60, ["14:30-15:30", "15:30-16:30", "16:30-17:30"]),
            (120, ["14:30-16:30"]),
        ):
            slots = self.Event._get_free_slots(
                users, number, start, start + timedelta(days=1)
            )
            self.assertEqual(self._show(slots), expected)
        self._book(self.bert, "2026-03-30 15:00", "2026-03-30 17:10")
        self.assertEqual(
            self.Event._get_free_slots(users, 60, start, stop, 1),
            [(at("2026-03-31 14:30"), at("2026-03-31 15:30"))],
        )
        self._close("2026-03-31", "2026-03-31")
        self._leave(self.anna, "2026-04-01 00:00:00", "2026-04-01 23:59:59")
        self.assertEqual(
            self.Event._get_free_slots(users, 60, start, stop, 1),
            [(at("2026-04-02 14:30"), at("2026-04-02 15:30"))],
        )

    def _show(self, slots):
        show = [
            pytz.utc.localize(one).astimezone(pytz.timezone("Asia/Shanghai"))
            for pair in slots
            for one in pair
        ]
        return [
            f"{start:%H:%M}-{stop:%H:%M}"
            for start, stop in zip(show[::2], show[1::2], strict=True)
        ]

    def test_hours_of_the_own_resource_come_first(self):
        self._leave(self.anna, "2026-01-01 00:00:00", "2026-01-01 23:59:59")
        early = self._create_office(name="Early")
        early.attendance_ids.filtered(
            lambda line: line.day_period == "morning"
        ).hour_from = 6
        self.anna.resource_ids.calendar_id = early
        slots = self.Event._get_free_slots(
            self.anna, 30, at("2026-03-30 00:00"), at("2026-03-31 00:00"), 1
        )
        self.assertEqual(self._show(slots), ["06:00-06:30"])

    def test_as_many_queries_for_many_as_for_one(self):
        roles = (getattr(self, f"user_{role}") for role in ROLES)
        users = self.users.union(*roles, self.user_stranger)
        self._book(users, "2026-03-30 09:00", "2026-03-30 10:00")
        self._leave(self.anna, "2026-03-30 00:00:00", "2026-03-30 23:59:59")
        Event = self.Event.with_user(self.user_agent)
        period = at("2026-03-30 00:00"), at("2026-03-31 00:00")
        Event._get_free_slots(users, 60, *period)
        for group in (self.anna, users):
            self.env.flush_all()
            with self.assertQueryCount(3):  # events, absences, calls to be made
                Event._get_busy(group, *period)

    def test_nobody(self):
        nobody = self.env["res.users"]
        self.assertEqual(self.Event._get_busy(nobody, START, START), {})
        self.assertEqual(self.Event._get_free_slots(nobody, 30, START, START), [])


# Random calendars about the Sunday on which Europe puts its clocks forward.

events = st.lists(
    st.fixed_dictionaries(
        {
            "start": st.integers(-1440, DAYS * 1440).map(lambda m: START + m * MINUTE),
            "minutes": st.integers(0, 1500),
            "days": st.none() | st.integers(0, 2),
            "who": st.sets(st.integers(0, 2), min_size=1),
            "declined": st.sets(st.integers(0, 2), max_size=1),
            "show_as": st.sampled_from(["busy", "busy", "busy", "free"]),
            "repeat": st.sampled_from([0, 0, 3]),
        }
    ),
    max_size=4,
)


class BusyOracleCommon(BusyCommon):
    """Random events, and what an onlooker says of each minute."""

    def _create(self, plan):
        day = plan["start"].date()
        values = {
            "name": "Random",
            "user_id": False,
            "start": plan["start"],
            "stop": plan["start"] + plan["minutes"] * MINUTE,
            "show_as": plan["show_as"],
            "partner_ids": [(6, 0, [self.users[n].partner_id.id for n in plan["who"]])],
        }
        if plan["days"] is not None:
            last = day + timedelta(days=plan["days"])
            values |= {"allday": True, "start_date": day, "stop_date": last}
            values |= {"start": f"{day} 08:00:00", "stop": f"{last} 18:00:00"}
        if plan["repeat"]:
            values |= {
                "recurrency": True,
                "rrule_type_ui": "custom",
                "rrule_type": "daily",
                "interval": 1,
                "end_type": "count",
                "count": plan["repeat"],
                "event_tz": "Europe/Berlin",
            }
        event = self.Event.create(values)
        events = event | event.recurrence_id.calendar_event_ids
        declined = [self.users[n].partner_id.id for n in plan["declined"]]
        events.attendee_ids.filtered(lambda a: a.partner_id.id in declined).write(
            {"state": "declined"}
        )
        return events

    def _is_taken(self, user, event, instant):
        """Ask of one minute whether an event takes it, as a reader would."""
        state = event.attendee_ids.filtered(
            lambda a: a.partner_id == user.partner_id
        ).state
        if event.show_as == "free" or not state or state == "declined":
            return False
        if not event.allday:
            return event.start <= instant < event.stop
        local = pytz.utc.localize(instant).astimezone(pytz.timezone(user.tz))
        return event.start_date <= local.date() <= event.stop_date

    @contextmanager
    def _undone(self):
        """Forget afterwards what was made."""
        savepoint = self.cr.savepoint()
        try:
            yield
        finally:
            self.env.flush_all()
            savepoint.rollback()
            savepoint.close(rollback=False)
            self.env.invalidate_all(flush=False)


@tagged("post_install", "-at_install")
class TestBusyOracle(BusyOracleCommon):
    @settings(max_examples=12)
    @given(events)
    def test_every_quarter_of_an_hour(self, plans):
        with self._undone():
            made = self.Event.union(*map(self._create, plans))
            stop = START + timedelta(days=DAYS)
            busy = self.Event._get_busy(self.users, START, stop)
            for user in self.users:
                taken = merge(busy[user.id])
                for quarter in range(DAYS * 96):
                    instant = START + quarter * 15 * MINUTE
                    self.assertEqual(
                        any(a <= instant < b for a, b in taken),
                        any(self._is_taken(user, event, instant) for event in made),
                        (user.tz, instant),
                    )
