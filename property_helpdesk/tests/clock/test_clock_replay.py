import doctest
from datetime import datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.property_crm.tools.working_plan import WorkingPlan
from odoo.addons.property_crm.tools.working_time import WorkingClock

from ...tools import clock_replay
from ...tools.clock_replay import KINDS, Entry, Promise, replay

MINUTE = timedelta(minutes=1)
START = datetime(2026, 3, 9, 8, 30)
HOURS = ((510, 720), (810, 1050))
PLAN = WorkingPlan(((HOURS,) * 5 + ((),) * 2) * 2)
ALWAYS = WorkingClock.always()

promises = st.builds(
    lambda solution, around_clock, pauses: {
        "policy": 1,
        "solution": solution,
        "around_clock": around_clock,
        "pauses": sorted({"customer", *pauses}),
    },
    st.integers(1, 1500),
    st.one_of(st.booleans(), st.sets(st.sampled_from(KINDS)).map(sorted)),
    st.sets(st.sampled_from(["parts", "vote"])),
)
happenings = st.one_of(
    st.tuples(st.just("waiting"), st.sampled_from(["customer", "parts", "vote"])),
    st.tuples(st.sampled_from(["resumed", "done", "closed", "reopened"]), st.none()),
    st.tuples(st.just("classified"), promises),
)


@st.composite
def histories(draw):
    """Return the entries of a possible log: nothing is reopened that is open."""
    entries = [Entry("created", START, {"promise": draw(promises)})]
    minute, state = 0, "open"
    allowed = {"done": {"closed", "reopened"}, "closed": {"reopened"}}
    for kind, value in draw(st.lists(happenings, max_size=12)):
        if kind not in allowed.get(state, {kind} - {"reopened"}):
            continue
        minute += draw(st.integers(0, 700))
        facts = {"waiting": {"wait": value}, "classified": {"promise": value}}
        date = START + minute * MINUTE
        entries.append(Entry(kind, date, facts.get(kind, {})))
        state = kind if kind in ("done", "closed") else "open"
    return entries


def get_clock(around_clock):
    return ALWAYS if around_clock else PLAN.get_clock(timezone.utc, START)


def is_worked(promise, instant):
    minute = instant.hour * 60 + instant.minute
    is_open = any(a <= minute < b for a, b in HOURS)
    is_always = "solution" in promise.around_clock
    return is_always or (instant.weekday() < 5 and is_open)


def walk(entries):
    """Return the due of the solution, found by living through every minute."""
    promise = [e.facts["promise"] for e in entries if "promise" in e.facts][-1]
    promise = Promise.from_facts(promise)
    # to be closed after it was done changes nothing
    pairs = zip([None, *entries], entries, strict=False)
    entries = [
        e
        for before, e in pairs
        if not (before and before.kind == "done" and e.kind == "closed")
    ]
    state, used, instant = "works", 0, START
    while used < promise.solution:
        while entries and entries[0].date <= instant:
            entry = entries.pop(0)
            if entry.kind == "waiting":
                state = entry.facts["wait"]
            elif entry.kind in ("done", "closed"):
                state = "over"
            elif entry.kind in ("resumed", "reopened"):
                state = "works"
        runs = state not in promise.pauses and (state != "over" or not entries)
        if not entries and not runs:
            return None
        used += runs and is_worked(promise, instant)
        instant += MINUTE
    return instant


@tagged("post_install", "-at_install")
class TestClockReplay(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(clock_replay).failed)

    @given(histories())
    def test_solution_is_due_when_living_through_every_minute(self, entries):
        self.assertEqual(replay(entries, get_clock).solution_due, walk(entries))

    @given(histories())
    def test_result_tells_whether_it_was_kept(self, entries):
        clocks = replay(entries, get_clock)
        if clocks.finished_at:
            kept = clocks.finished_at <= clocks.solution_due
            self.assertEqual(clocks.state, "met" if kept else "missed")
            self.assertIsNone(clocks.next_due)
        else:
            self.assertEqual(clocks.state == "paused", clocks.solution_due is None)

    @given(histories(), st.integers(0, 9000))
    def test_percent_and_warning_agree(self, entries, minutes):
        """At the warning the used share is the one of the promise, to the minute."""
        clocks = replay(entries, get_clock)
        if not clocks.warn_at:
            return
        clock = get_clock(clocks.next.around_clock)
        percent = clocks.next.get_percent(clock, clocks.warn_at + MINUTE)
        self.assertGreaterEqual(percent, clocks.promise.warning)
        self.assertEqual(clocks.next.get_percent(clock, clocks.next_due), 100)
        later = clocks.next_due + minutes * MINUTE
        self.assertGreaterEqual(clocks.next.get_percent(clock, later), 100)

    def _replay(self, *events, **promise):
        facts = {"policy": 1, "response": 30, "arrival": 60, "solution": 480, **promise}
        entries = [Entry("created", START, {"promise": facts})]
        for kind, minutes, values in events:
            entries.append(Entry(kind, START + minutes * MINUTE, values))
        return replay(entries, get_clock)

    def test_next_is_the_first_promise_that_is_not_kept(self):
        self.assertEqual(self._replay().next.kind, "response")
        answered = self._replay(("responded", 10, {}))
        self.assertEqual(answered.next.kind, "arrival")
        arrived = self._replay(("responded", 10, {}), ("arrived", 50, {}))
        self.assertEqual(arrived.next.kind, "solution")
        self.assertEqual(arrived.warn_at, datetime(2026, 3, 9, 16, 24))

    def test_asking_back_is_an_answer(self):
        clocks = self._replay(("waiting", 20, {"wait": "customer"}))
        self.assertEqual(clocks.responded_at, START + 20 * MINUTE)
        parts = self._replay(("waiting", 20, {"wait": "parts"}))
        self.assertIsNone(parts.responded_at)

    def test_warned_once_for_each_promise(self):
        warned = ("warned", 25, {"limit": "response"})
        self.assertEqual(self._replay(warned).state, "warned")
        self.assertEqual(self._replay(warned, ("responded", 26, {})).state, "running")
        self.assertEqual(self._replay(warned, ("note", 26, {})).state, "warned")
        again = {"promise": {"policy": 2, "response": 60}}
        self.assertEqual(
            self._replay(warned, ("classified", 26, again)).state, "running"
        )

    def test_breach_counts_for_the_due_it_was_seen_at(self):
        breached = ("breached", 31, {"limit": "response"})
        self.assertEqual(self._replay(breached).state, "breached")
        self.assertEqual(self._replay(breached, ("responded", 40, {})).state, "running")

    def test_date_of_closing_is_put_right(self):
        closed = ("closed", 20000, {})
        self.assertEqual(self._replay(closed).state, "missed")
        right = ("date", 20001, {"closed": START + 60 * MINUTE})
        self.assertEqual(self._replay(closed, right).state, "met")

    def test_breach_counts_at_the_very_second(self):
        breached = ("breached", 30, {"limit": "response"})
        self.assertEqual(self._replay(breached).state, "breached")
        early = ("breached", 29, {"limit": "response"})
        self.assertEqual(self._replay(early).state, "running")

    def test_opened_again_it_is_warned_of_again(self):
        events = (
            ("arrived", 0, {}),
            ("warned", 400, {"limit": "solution"}),
            ("closed", 410, {}),
            ("reopened", 420, {}),
        )
        self.assertEqual(self._replay(*events[:2]).state, "warned")
        self.assertEqual(self._replay(*events).state, "running")

    def test_stands_still_for_what_the_promise_says(self):
        waits = ("waiting", 10, {"wait": "customer"})
        for promise, state in (
            ({}, "paused"),
            ({"arrival": 0}, "paused"),
            ({"solution": 0}, "paused"),
            ({"arrival": 0, "solution": 0}, ""),
            ({"pauses": ["parts"]}, "running"),
        ):
            with self.subTest(promise=promise):
                clocks = self._replay(waits, **promise)
                self.assertEqual(clocks.state, state)
                self.assertEqual(clocks.waits_for, "customer")
                self.assertEqual(clocks.waits_since, START + 10 * MINUTE)
        going_on = self._replay(waits, ("resumed", 20, {}))
        self.assertEqual((going_on.waits_for, going_on.waits_since), ("", None))

    def test_waiting_after_the_arrival_does_not_move_it(self):
        early = ("waiting", 20, {"wait": "customer"}), ("resumed", 30, {})
        late = ("waiting", 50, {"wait": "customer"}), ("resumed", 200, {})
        arrived = ("arrived", 45, {})
        clocks = self._replay(*early, arrived, *late)
        self.assertEqual(clocks.arrival_due, START + 70 * MINUTE)
        self.assertEqual(clocks.arrived_at, START + 45 * MINUTE)

    def test_percent_stops_where_it_was_kept_or_stands_still(self):
        arrived = self._replay(("arrived", 30, {})).limits[1]
        later = START + 59 * MINUTE
        self.assertEqual(arrived.get_percent(ALWAYS, later), 50)
        waits = self._replay(("waiting", 30, {"wait": "customer"})).limits[1]
        self.assertEqual(waits.get_percent(ALWAYS, later), 50)
        often = self._replay(
            ("waiting", 10, {"wait": "customer"}),
            ("resumed", 20, {}),
            ("waiting", 40, {"wait": "customer"}),
        )
        self.assertEqual(often.limits[1].get_percent(ALWAYS, later), 50)
        nothing = self._replay(arrival=0).limits[1]
        self.assertEqual(nothing.get_percent(ALWAYS, later), 0)

    def test_without_a_promise_nothing_is_due(self):
        clocks = replay([Entry("created", START)], get_clock)
        self.assertEqual(clocks.promise.policy, 0)
        dues = (clocks.response_due, clocks.arrival_due, clocks.solution_due)
        self.assertEqual(dues, (None, None, None))
        self.assertEqual((clocks.state, clocks.next), ("", None))

    def test_closed_before_anybody_arrived(self):
        clocks = self._replay(("closed", 20, {}), solution=0)
        self.assertEqual(clocks.state, "")
        arrived = self._replay(("arrived", 20, {}), ("closed", 99, {}), solution=0)
        self.assertEqual(arrived.state, "met")
        late = self._replay(("arrived", 61, {}), ("closed", 99, {}), solution=0)
        self.assertEqual(late.state, "missed")

    def test_measured_when_done(self):
        done = self._replay(("done", 60, {}))
        self.assertEqual((done.state, done.closed_at), ("met", None))
        self.assertIsNone(done.next_due)
        closed = self._replay(("done", 60, {}), ("closed", 20000, {}))
        self.assertEqual(closed.state, "met")
        self.assertEqual(closed.solution_due, done.solution_due)
        self.assertEqual(closed.done_at, START + 60 * MINUTE)
        self.assertEqual(closed.closed_at, START + 20000 * MINUTE)

    def test_not_closed_before_it_is_done(self):
        early = ("date", 20001, {"closed": START + 30 * MINUTE})
        clocks = self._replay(("done", 60, {}), ("closed", 20000, {}), early)
        self.assertEqual(clocks.done_at, clocks.closed_at)
        self.assertEqual(clocks.closed_at, START + 30 * MINUTE)

    def test_sent_back_goes_on(self):
        """What waited to be confirmed does not count: 60 minutes of 480 are used."""
        clocks = self._replay(("done", 60, {}), ("reopened", 1500, {}))
        self.assertIsNone(clocks.done_at)
        left = clocks.limits[-1].spans[-1][0]
        self.assertEqual(left, START + 1500 * MINUTE)
        self.assertEqual(clocks.solution_due, datetime(2026, 3, 11, 9, 0))

    def test_going_on_does_not_reopen(self):
        clocks = self._replay(
            ("closed", 60, {}), ("resumed", 70, {}), ("waiting", 80, {"wait": "parts"})
        )
        self.assertEqual((clocks.state, clocks.waits_for), ("met", ""))

    def test_given_date_is_warned_of_by_the_calendar(self):
        given = {"given": START + 100 * MINUTE}
        clocks = self._replay(
            ("responded", 0, {}), ("arrived", 0, {}), ("deadline", 0, given)
        )
        self.assertEqual(clocks.warn_at, START + 80 * MINUTE)
        self.assertEqual(clocks.next.get_percent(ALWAYS, START + 50 * MINUTE), 50)

    def test_each_promise_has_its_own_clock(self):
        """Help comes at night, the report waits for the morning."""
        friday = datetime(2026, 3, 13, 17, 0)
        facts = {"policy": 1, "response": 5, "arrival": 60, "solution": 60}
        for around_clock, arrival, solution in (
            (["arrival"], "03-13 18:00", "03-16 09:00"),
            (["solution"], "03-16 09:00", "03-13 18:00"),
            (True, "03-13 18:00", "03-13 18:00"),
            (False, "03-16 09:00", "03-16 09:00"),
        ):
            promise = {**facts, "around_clock": around_clock}
            clocks = replay([Entry("created", friday, {"promise": promise})], get_clock)
            dues = (clocks.arrival_due, clocks.solution_due)
            with self.subTest(around_clock=around_clock):
                self.assertEqual(
                    [due.strftime("%m-%d %H:%M") for due in dues], [arrival, solution]
                )

    def test_without_a_beginning(self):
        self.assertEqual(replay([], get_clock).state, "")
