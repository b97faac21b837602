"""What the clocks of a request show, from nothing but its log.

Three promises run from the day a request came in: the first answer, arrival on site,
and the solution. What counts as time is said by a ``WorkingClock``, for each of them
its own: help may come around the clock and the report in office hours.

* The answer is not paused: to ask the customer back is an answer.
* Arrival and solution stand still while the request waits for the customer, for parts
  or a vote if the promise says so, and from when it is done.
* The solution is measured when the work is done. That the customer confirms it, or
  that it is closed because he says nothing, changes nothing any more.
* Re-opening goes on with what was left when it was done. What was late stays late.
* Another promise (the class was changed, say) counts from the beginning; the time
  worked so far is part of it.
* A date given by a person or a sender stays as it is, whatever waits.

Warnings and breaches are told by the log, too, so that the same log always gives the
same result.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from odoo.addons.property_crm.tools.working_time import ZERO, NoWorkingTime

MINUTE = timedelta(minutes=1)
# What the requester feels as an answer, besides the word for it.
ANSWERS = frozenset({"responded", "arrived", "done", "closed"})
KINDS = ("response", "arrival", "solution")


@dataclass(frozen=True, slots=True)
class Promise:
    """Limits in minutes, 0 for none; ``pauses`` are reasons that stop the clock.

    ``around_clock`` names the limits that count day and night.
    """

    policy: int = 0
    response: int = 0
    arrival: int = 0
    solution: int = 0
    around_clock: frozenset = frozenset()
    pauses: frozenset = frozenset({"customer"})
    warning: int = 80

    @classmethod
    def from_facts(cls, facts):
        """Return the promise as the log keeps it; of nothing, none.

        Older logs say of all limits together whether they count around the clock.

        >>> Promise.from_facts({"policy": 3, "solution": 60}).solution
        60
        >>> sorted(Promise.from_facts({"around_clock": True}).around_clock)
        ['arrival', 'response', 'solution']
        """
        facts = dict(facts or {})
        around_clock = facts.get("around_clock", ())
        if isinstance(around_clock, bool):
            around_clock = KINDS if around_clock else ()
        facts["around_clock"] = frozenset(around_clock)
        if "pauses" in facts:
            facts["pauses"] = frozenset(facts["pauses"])
        return cls(**facts)

    def to_facts(self):
        """Return what the log keeps.

        >>> Promise.from_facts(Promise(7, 1, 2, 3).to_facts()) == Promise(7, 1, 2, 3)
        True
        """
        names = ("policy", "response", "arrival", "solution", "warning")
        facts = {name: getattr(self, name) for name in names}
        sets = {
            name: sorted(getattr(self, name)) for name in ("around_clock", "pauses")
        }
        return {**facts, **sets}


@dataclass(frozen=True, slots=True)
class Entry:
    """One event, in the order of the log. ``facts`` is what it says about clocks.

    ``promise`` (see ``Promise``), ``given`` (a deadline, or None: no longer given),
    ``wait`` (a reason), ``answered``, ``limit`` (that is warned of), ``start`` and
    ``closed`` (corrected dates).
    """

    kind: str
    date: datetime
    facts: dict = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Limit:
    """One promise: how long, which spans count, and when it was kept.

    :param spans: ``[(start, end)]`` in order, the last one without end
    :param runs: whether that last one runs
    :param given: a date instead of a duration
    :param around_clock: whether day and night count
    """

    kind: str
    minutes: int
    spans: tuple
    runs: bool = True
    done_at: datetime | None = None
    given: datetime | None = None
    around_clock: bool = False

    def find(self, clock, percent=100):
        """Return when this share of the time is used up.

        None without a limit, if it lies in a span that does not run, or if the clock
        never gets there.
        """
        start = self.spans[0][0]
        if self.given:
            seconds = (self.given - start) // timedelta(seconds=1)
            return start + timedelta(seconds=seconds * percent // 100)
        left = timedelta(seconds=self.minutes * 60 * percent // 100)
        if not left:
            return None
        for begin, end in self.spans[:-1]:
            used = clock.measure_time(begin, end)
            if used >= left:
                return clock.add_time(begin, left)
            left -= used
        if not self.runs:
            return None
        try:
            return clock.add_time(self.spans[-1][0], left)
        except NoWorkingTime:
            return None

    def get_percent(self, clock, now):
        """Return the share of the time that is used, in whole percent.

        >>> from odoo.addons.property_crm.tools.working_time import WorkingClock
        >>> nine = datetime(2026, 3, 9, 9)
        >>> limit = Limit("solution", 60, ((nine, None),))
        >>> limit.get_percent(WorkingClock.always(), nine + 45 * MINUTE)
        75
        """
        now = min(now, self.done_at or now)
        start = self.spans[0][0]
        if self.given:
            whole, used = max(self.given - start, MINUTE), max(now - start, ZERO)
        else:
            whole = self.minutes * MINUTE
            spans = self.spans if self.runs else self.spans[:-1]
            used = sum(
                (clock.measure_time(a, min(b or now, now)) for a, b in spans), ZERO
            )
        return int(used * 100 / whole) if whole else 0


@dataclass(slots=True)
class Clocks:
    """The result: what is stored with the request."""

    promise: Promise = Promise()
    limits: tuple = ()
    response_due: datetime | None = None
    arrival_due: datetime | None = None
    solution_due: datetime | None = None
    responded_at: datetime | None = None
    arrived_at: datetime | None = None
    done_at: datetime | None = None
    closed_at: datetime | None = None
    waits_for: str = ""
    waits_since: datetime | None = None
    next: Limit | None = None
    next_due: datetime | None = None
    warn_at: datetime | None = None
    state: str = ""

    @property
    def finished_at(self):
        """When the work was over, whether or not it is closed yet."""
        return self.done_at or self.closed_at


def replay(entries, get_clock):
    """Return the ``Clocks`` after all entries.

    >>> from odoo.addons.property_crm.tools.working_time import WorkingClock
    >>> nine = datetime(2026, 3, 9, 9)
    >>> promise = {"policy": 1, "response": 30, "solution": 60}
    >>> entries = [Entry("created", nine, {"promise": promise})]
    >>> clocks = replay(entries, lambda around_clock: WorkingClock.always())
    >>> str(clocks.response_due), str(clocks.solution_due), clocks.state
    ('2026-03-09 09:30:00', '2026-03-09 10:00:00', 'running')

    :param get_clock: ``get_clock(around_clock)`` returns the ``WorkingClock``
    """
    story = _Story()
    for entry in entries:
        story.take(entry)
    return story.tell(get_clock)


class _Story:
    """Takes the entries once; the dues are counted at the end."""

    def __init__(self):
        self.start = None
        self.given = None
        self.marks = []  # (date, "waits" | "works" | "over", reason)
        self.clocks = Clocks()
        self.warned = set()
        self.breached = None

    def take(self, entry):
        facts, clocks = entry.facts or {}, self.clocks
        if entry.kind == "created":
            self.start = entry.date
        self.start = facts.get("start", self.start)
        if "promise" in facts:
            clocks.promise = Promise.from_facts(facts["promise"])
        self.given = facts.get("given", self.given)
        # a new term is warned of anew
        if entry.kind == "reopened" or {"promise", "given"} & set(facts):
            self.warned = set()
        answered = entry.kind in ANSWERS or facts.get("answered")
        if (answered or facts.get("wait") == "customer") and not clocks.responded_at:
            clocks.responded_at = entry.date
        if entry.kind == "arrived" and not clocks.arrived_at:
            clocks.arrived_at = entry.date
        self._take_state(entry, facts)

    def _take_state(self, entry, facts):
        kind, is_over = entry.kind, bool(self.clocks.finished_at)
        if kind == "closed" or "closed" in facts:
            self._close(facts.get("closed", entry.date))
        elif kind == "done" and not is_over:
            self._mark(entry.date, "over")
            self.clocks.done_at = entry.date
        elif kind == "reopened" or (kind == "resumed" and not is_over):
            self._mark(entry.date, "works")
        elif "wait" in facts and not is_over:
            self._mark(entry.date, "waits", facts["wait"])
        elif kind == "warned":
            self.warned.add(facts.get("limit"))
        elif kind == "breached":
            self.breached = entry.date

    def _close(self, date):
        """Close, or put the date right; it cannot be closed before it is done."""
        done_at = self.clocks.done_at and min(self.clocks.done_at, date)
        if self.clocks.finished_at:
            self.marks.pop()
        self._mark(done_at or date, "over")
        self.clocks.done_at, self.clocks.closed_at = done_at, date

    def _mark(self, date, state, reason=""):
        self.clocks.done_at = self.clocks.closed_at = None
        self.clocks.waits_for = reason
        self.clocks.waits_since = date if reason else None
        self.marks.append((date, state, reason))

    def tell(self, get_clock):
        clocks = self.clocks
        if not self.start:
            return clocks
        clocks.limits = response, arrival, solution = self._get_limits()
        dues = {
            limit: limit.find(get_clock(limit.around_clock)) for limit in clocks.limits
        }
        clocks.response_due = dues[response]
        clocks.arrival_due = dues[arrival]
        clocks.solution_due = dues[solution]
        pending = [one for one in dues if dues[one] and not one.done_at]
        if pending and not clocks.finished_at:
            clocks.next = min(pending, key=dues.get)
            clocks.next_due = dues[clocks.next]
            clock = get_clock(clocks.next.around_clock)
            clocks.warn_at = clocks.next.find(clock, clocks.promise.warning)
        clocks.state = self._get_state()
        return clocks

    def _get_limits(self):
        clocks, promise = self.clocks, self.clocks.promise
        begin = ((self.start, None),)
        to_arrival, arrival_runs = self._get_spans(clocks.arrived_at)
        spans, runs = self._get_spans()
        kept = {
            "response": (begin, True, clocks.responded_at),
            "arrival": (to_arrival, arrival_runs, clocks.arrived_at),
            "solution": (spans, runs, clocks.finished_at, self.given),
        }
        return tuple(
            Limit(
                kind,
                getattr(promise, kind),
                *kept[kind],
                around_clock=kind in promise.around_clock,
            )
            for kind in KINDS
        )

    def _get_spans(self, until=None):
        """Return the spans that count, the last one open; and whether it runs.

        What is done is measured by what it would have had from then on.
        """
        spans, begin = [], self.start
        for date, state, reason in self.marks:
            if until and date > until:
                break
            stops = state == "over" or reason in self.clocks.promise.pauses
            if stops and begin is not None:
                spans.append((begin, max(begin, date)))
                begin = None
            elif not stops and begin is None:
                begin = max(date, spans[-1][1])
        runs = begin is not None
        if not runs:
            begin = max(spans[-1][1], self.clocks.finished_at or self.start)
        return (*spans, (begin, None)), runs or bool(self.clocks.finished_at)

    def _get_state(self):
        clocks, due = self.clocks, self.clocks.next_due
        if clocks.finished_at:
            done_at, due = clocks.finished_at, clocks.solution_due
            if not due:
                done_at, due = clocks.arrived_at, clocks.arrival_due
            if not (done_at and due):
                return ""
            return "met" if done_at <= due else "missed"
        if due and self.breached and self.breached >= due:
            return "breached"
        promise = clocks.promise
        stands = clocks.waits_for in promise.pauses
        if stands and not due and (promise.arrival or promise.solution):
            return "paused"
        if due and clocks.next.kind in self.warned:
            return "warned"
        return "running" if due else ""
