"""What the moments of a call say: how long its parts took, how it stands, how it ended.

Moments are naive UTC; one that has not come is None. Telephone systems tell them in
any order, more than once and by clocks of their own: ``learn`` takes them as they come.
"""

from dataclasses import dataclass, replace
from datetime import datetime

KINDS = ("offered", "answered", "ended", "wrapped_up")
ANSWERED = "answered"
ABANDONED, SHORT_ABANDON, NO_ANSWER = "abandoned", "short_abandon", "no_answer"


def seconds(start, end):
    """Return the whole seconds between two moments, none if one has not come.

    >>> at = datetime.fromisoformat
    >>> seconds(at("2026-03-02 10:00:00"), at("2026-03-02 10:01:05"))
    65
    >>> seconds(None, at("2026-03-02 10:00")), seconds(at("2026-03-02"), None)
    (0, 0)
    """
    if not start or not end:
        return 0
    return max(int((end - start).total_seconds()), 0)


@dataclass(frozen=True)
class CallTimes:
    """When a call was offered, answered, ended and done with.

    >>> at = datetime.fromisoformat
    >>> call = CallTimes(
    ...     at("2026-03-02 10:00:00"),
    ...     at("2026-03-02 10:00:20"),
    ...     at("2026-03-02 10:03:35"),
    ...     at("2026-03-02 10:04:20"),
    ...     hold=15,
    ... )
    >>> call.wait, call.talk, call.wrapup, call.handle
    (20, 180, 45, 240)
    >>> call.state, call.get_result(), call.is_answered_within(20)
    ('done', 'answered', True)

    :param hold: seconds the caller waited within the talk
    """

    offered: datetime | None
    answered: datetime | None = None
    ended: datetime | None = None
    wrapped_up: datetime | None = None
    hold: int = 0

    @property
    def wait(self):
        return seconds(self.offered, self.answered or self.ended)

    @property
    def talk(self):
        """Without what was spent on hold."""
        return max(seconds(self.answered, self.ended) - self.hold, 0)

    @property
    def wrapup(self):
        return seconds(self.ended, self.wrapped_up) if self.answered else 0

    @property
    def handle(self):
        """Return what the call cost the agent: talk, hold and wrap-up."""
        if not self.answered:
            return 0
        return self.talk + self.hold + self.wrapup

    @property
    def state(self):
        if self.ended:
            is_done = self.wrapped_up or not self.answered
            return "done" if is_done else "wrap_up"
        return "talking" if self.answered else "ringing"

    def get_result(self, is_inbound=True, failure=None, short_abandon=10):
        """Return how it ended, None while it rings.

        >>> start = datetime(2026, 3, 2, 10, 0, 0)
        >>> rung = CallTimes(start, ended=start.replace(second=9))
        >>> rung.get_result(), rung.get_result(short_abandon=9)
        ('short_abandon', 'abandoned')
        >>> rung.get_result(is_inbound=False), rung.get_result(False, "busy")
        ('no_answer', 'busy')
        >>> CallTimes(start).get_result()

        :param failure: what the telephone system says of a call nobody answered
        :param short_abandon: who hangs up in fewer seconds than these does not count
            as abandoned
        """
        if self.answered:
            return ANSWERED
        if not self.ended:
            return None
        if failure:
            return failure
        if not is_inbound:
            return NO_ANSWER
        return SHORT_ABANDON if self.wait < short_abandon else ABANDONED

    def is_answered_within(self, limit):
        return bool(self.answered) and self.wait <= limit


def learn(times, kind, moment):
    """Return the times with what an event says, whatever was known before.

    The first word on each moment counts, so that a repeated event changes nothing.
    Moments that the clock of the telephone system turns round are put in order.

    >>> at = datetime.fromisoformat
    >>> late = learn(CallTimes(None), "ended", at("2026-03-02 10:05"))
    >>> late.offered == late.ended
    True
    >>> whole = learn(late, "offered", at("2026-03-02 10:00"))
    >>> whole.wait, learn(whole, "offered", at("2026-03-02 10:00")) == whole
    (300, True)

    :param kind: one of ``KINDS``
    """
    if kind == "offered" or getattr(times, kind) is None:
        known = times.offered if kind == "offered" else None
        times = replace(times, **{kind: min(filter(None, (known, moment)))})
    return put_in_order(times)


def put_in_order(times):
    """Return the times with no moment before the one it follows.

    A call was offered when anything is first heard of it.
    """
    offered = min(filter(None, (getattr(times, kind) for kind in KINDS)))
    last, ordered = offered, {"offered": offered}
    for kind in KINDS[1:]:
        moment = getattr(times, kind)
        if moment:
            last = ordered[kind] = max(moment, last)
    return replace(times, **ordered)
