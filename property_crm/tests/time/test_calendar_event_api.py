from datetime import datetime, timedelta

import pytz
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import freeze_time, tagged, users

from .test_calendar_event_busy import DAYS, MINUTE, START, BusyOracleCommon, events
from .test_calendar_event_clash import ClashCommon

ISO = "%Y-%m-%dT%H:%M:%SZ"
PERIOD = {"start": "2026-03-30T01:30:00Z", "stop": "2026-03-30T03:00:00Z"}


@freeze_time("2026-03-01")
@tagged("post_install", "-at_install")
class TestCalendarEventApi(ClashCommon):
    def _ask(self, user=None, **values):
        Event = self.env["calendar.event"].with_user(user or self.user_integration)
        return Event.api_clashes(values)

    def _get_free(self, **values):
        Event = self.env["calendar.event"].with_user(self.user_integration)
        return Event.api_free_slots(values)["free"]

    def test_who_clashes_with_what_and_when(self):
        answer = self._ask(users=["technician_0", self.bert.id], **PERIOD)
        self.assertEqual(
            answer["clashes"],
            [
                {
                    "who": "Anna",
                    "user_id": self.anna.id,
                    "common_part_id": False,
                    "what": "Visit",
                    "model": "calendar.event",
                    "id": self.visit.id,
                    "start": "2026-03-30T01:00:00Z",
                    "stop": "2026-03-30T02:00:00Z",
                    "wanted_start": "2026-03-30T01:30:00Z",
                    "wanted_stop": "2026-03-30T03:00:00Z",
                    "is_mine": False,
                }
            ],
        )
        # Berlin opens when Shanghai shows half past two
        self.assertEqual(answer["free"][0]["start"], "2026-03-30T06:30:00Z")
        self.assertEqual(answer["errors"], [])

    def test_a_room_by_its_key(self):
        self.room.external_key = "BIG"
        self._book(
            self.bert,
            "2026-03-30 09:00",
            "2026-03-30 10:00",
            common_part_id=self.room.id,
        )
        for room in ("BIG", self.room.id):
            [clash] = self._ask(room=room, count=0, **PERIOD)["clashes"]
            self.assertEqual(clash["common_part_id"], self.room.id)
        with self.assertRaisesRegex(ValidationError, "room: .*not yours to see"):
            self._ask(room=self.other_room.id, **PERIOD)

    def test_a_series(self):
        start = {"start": "2026-03-27T02:30:00Z", "stop": "2026-03-27T03:30:00Z"}
        rule = {"rrule": "FREQ=DAILY;COUNT=5", "users": ["technician_0"]}
        self.assertFalse(self._ask(**start, **rule)["clashes"])
        [clash] = self._ask(**start, **rule, tz="Europe/Berlin")["clashes"]
        self.assertEqual(clash["wanted_start"], "2026-03-30T01:30:00Z")
        weekly = {"rrule": "FREQ=WEEKLY;BYDAY=MO,TH;COUNT=3", "users": [self.anna.id]}
        start = {"start": "2026-03-26T01:30:00Z", "stop": "2026-03-26T03:30:00Z"}
        self.assertEqual(len(self._ask(**start, **weekly)["clashes"]), 1)

    def test_an_event_that_is_moved(self):
        self.assertFalse(self._ask(event=self.visit.id)["clashes"])
        self._book(self.anna, "2026-03-30 12:00", "2026-03-30 13:00", name="Lunch")
        moved = self._ask(event=self.visit.id, stop="2026-03-30T04:30:00Z")
        self.assertEqual([one["what"] for one in moved["clashes"]], ["Lunch"])

    def test_all_days(self):
        day = {"start": "2026-03-30", "stop": "2026-03-30", "allday": True}
        answer = self._ask(users=["technician_0"], **day)
        self.assertEqual(answer["clashes"][0]["what"], "Visit")
        self.assertEqual(answer["free"][0]["start"][:10], "2026-03-31")
        self.assertTrue(answer["free"][0]["allday"])

    def test_free_slots(self):
        period = {"start": "2026-03-30T00:00:00Z", "stop": "2026-03-31T00:00:00Z"}
        free = self._get_free(users=["technician_0"], minutes=90, count=2, **period)
        self.assertEqual([slot["start"][11:16] for slot in free], ["02:00", "05:30"])
        self._book(
            self.bert,
            "2026-03-30 10:00",
            "2026-03-30 12:00",
            common_part_id=self.room.id,
        )
        free = self._get_free(users=["technician_0"], room=self.room.id, **period)
        self.assertEqual(free[0]["start"][11:16], "05:30")

    def test_a_bad_row_costs_no_good_one(self):
        good = {"users": ["technician_0"], **PERIOD}
        bad = [
            ({**good, "users": ["nobody"]}, "users"),
            ({**good, "users": [True]}, "users"),
            ({**good, "users": [self.user_portal.id]}, "users"),
            ({**good, "users": "technician_0"}, "users"),
            ({**good, "start": "yesterday"}, "start"),
            ({**good, "start": None}, "start"),
            ({**good, "stop": "2026-03-29"}, "stop"),
            ({**good, "room": 0}, "room"),
            ({**good, "event": 2**31 - 1}, "event"),
            ({**good, "rrule": "FREQ=SOMETIMES"}, "rrule"),
            ({**good, "rrule": "FREQ=DAILY;COUNT=2", "tz": "Mars"}, "tz"),
            ({**good, "count": 99}, "count"),
            ({**good, "where": "here"}, "where"),
            ("nothing", ""),
        ]
        Event = self.env["calendar.event"].with_user(self.user_integration)
        answers = Event.api_clashes([good, *(row for row, _field in bad), good])
        self.assertEqual(answers[0]["clashes"], answers[-1]["clashes"])
        self.assertEqual([one["row"] for one in answers], list(range(len(bad) + 2)))
        for (row, field), answer in zip(bad, answers[1:-1], strict=True):
            with self.subTest(row=row):
                self.assertEqual([e["field"] for e in answer["errors"]], [field])
                self.assertTrue(answer["errors"][0]["message"])
        for row, field in bad[:-1]:
            with self.assertRaisesRegex(ValidationError, f"^{field}: "):
                Event.api_clashes(row)

    def test_bad_questions_for_slots(self):
        Event = self.env["calendar.event"].with_user(self.user_integration)
        period = {"start": "2026-03-30T00:00:00Z", "stop": "2026-03-31T00:00:00Z"}
        for row, field in (
            ({"users": []}, "start"),
            (period | {"minutes": 0}, "minutes"),
            (period | {"minutes": 10**6}, "minutes"),
            (period | {"stop": "2036-03-31"}, "stop"),
            (period | {"allday": True}, "allday"),
        ):
            with self.assertRaisesRegex(ValidationError, f"^{field}: "):
                Event.api_free_slots(row)
        for values in (None, 7, [{}] * 1001):
            with self.assertRaisesRegex(ValidationError, "^values: "):
                Event.api_free_slots(values)

    @users("stranger", "property_auditor", "property_agent")
    def test_private_is_busy(self):
        self._book(
            self.anna,
            "2026-03-31 09:00",
            "2026-03-31 10:00",
            name="Doctor",
            privacy="private",
        )
        answer = self._ask(
            self.env.user,
            users=[self.anna.id],
            start="2026-03-31T01:00:00Z",
            stop="2026-03-31T02:00:00Z",
        )
        self.assertEqual(answer["clashes"][0]["what"], "Busy")
        self.assertIs(answer["clashes"][0]["id"], False)
        self.assertNotIn("Doctor", str(answer))

    def test_outsiders_are_refused(self):
        for user in (self.user_portal, self.env.ref("base.public_user")):
            Event = self.env["calendar.event"].with_user(user)
            for ask in (Event.api_clashes, Event.api_free_slots):
                with self.assertRaises(AccessError):
                    ask(PERIOD)


wanted = st.fixed_dictionaries(
    {
        "start": st.integers(0, DAYS * 1440).map(lambda m: START + m * MINUTE),
        "minutes": st.integers(0, 1500),
        "allday": st.booleans(),
        "repeat": st.integers(1, 3),
        "who": st.sets(st.integers(0, 2)),
    }
)


@tagged("post_install", "-at_install")
class TestClashOracle(BusyOracleCommon):
    def _get_wanted(self, plan, user):
        """Return the minutes a booking takes of a user, as its rule says."""
        if user not in [self.users[number] for number in plan["who"]]:
            return set()
        berlin, zone = pytz.timezone("Europe/Berlin"), pytz.timezone(user.tz)
        taken = set()
        local = pytz.utc.localize(plan["start"]).astimezone(berlin)
        for number in range(plan["repeat"]):
            if plan["allday"]:
                first = plan["start"].date() + timedelta(days=number)
                last = (plan["start"] + plan["minutes"] * MINUTE).date()
                last += timedelta(days=number)
                begin = datetime.combine(first, datetime.min.time()) - 15 * 60 * MINUTE
                for step in range(((last - first).days + 3) * 1440):
                    instant = begin + step * MINUTE
                    shown = pytz.utc.localize(instant).astimezone(zone).date()
                    if first <= shown <= last:
                        taken.add(instant)
                continue
            naive = local.replace(tzinfo=None) + timedelta(days=number)
            begin = berlin.localize(naive, is_dst=False).astimezone(pytz.utc)
            begin = begin.replace(tzinfo=None) if number else plan["start"]
            taken |= {begin + step * MINUTE for step in range(plan["minutes"])}
        return taken

    @settings(max_examples=12)
    @given(events, wanted)
    def test_a_clash_is_a_minute_in_common(self, plans, plan):
        with self._undone():
            made = self.Event.union(*map(self._create, plans))
            answer = self.Event.with_user(self.user_agent).api_clashes(
                {
                    "start": plan["start"].strftime(ISO),
                    "stop": (plan["start"] + plan["minutes"] * MINUTE).strftime(ISO),
                    "allday": plan["allday"],
                    "users": [self.users[number].id for number in plan["who"]],
                    "rrule": f"FREQ=DAILY;COUNT={plan['repeat']}",
                    "tz": "Europe/Berlin",
                    "count": 0,
                }
            )
            found = {(one["user_id"], one["id"]) for one in answer["clashes"]}
            expected = set()
            for user in self.users:
                minutes = self._get_wanted(plan, user)
                for event in made:
                    if any(self._is_taken(user, event, one) for one in minutes):
                        expected.add((user.id, event.id))
            self.assertEqual(found, expected)
