"""The log of a telephone system: a row is a call.

Systems tell of a call in moments or in durations, in one cell or in several. What one
does not tell follows from the rest: an answer is the start and the wait, an end is the
answer and the talk.
"""

from datetime import timedelta
from hashlib import sha256

import pytz

from .call_log_columns import CALL_COLUMNS
from .call_log_values import find_purpose, parse_clock, parse_moment
from .sheet_mapping import Entry, Mapping, RowProblem
from .sheet_values import BadCell, normalise

DAY = timedelta(days=1)
NEVER = ("-", "--", "null", "none", "nan", "n/a", "0")
NOBODY = ("", "-", "none", "no_server", "n/a", "无")


class Moments:
    """When the parts of one call were, from the cells of its row."""

    def __init__(self, cells, order, zone=pytz.utc):
        self.cells, self.order, self.zone = cells, order, zone
        self.offered = self._read_start()
        self.answered = self._read("answered_at")
        self.ended = self._read("ended_at") or self._read("left_at")
        self.outcome = self._get_outcome()

    def _read_start(self):
        date, clock = self.cells["date"], self.cells.get("time", "")
        self.offered = self._localise(parse_moment(date, clock, self.order))
        # where callers first listen to a menu, they are offered when they leave it
        return self._read("queued_at") or self.offered

    def _read(self, name):
        """Return a moment that is told by a clock alone or with its day."""
        text = self.cells.get(name, "")
        if not text or text in NEVER:
            return None
        try:
            clock = parse_clock(text)
        except BadCell:
            return self._read_moment(name, text)
        if not clock:  # 0:00:00 stands for never
            return None
        midnight = self.offered.replace(hour=0, minute=0, second=0)
        moment = midnight + clock
        return moment + DAY if moment < self.offered else moment

    def _read_moment(self, name, text):
        try:
            return self._localise(parse_moment(text, "", self.order))
        except BadCell as bad:
            raise RowProblem(name, bad.code, bad.value) from None

    def _localise(self, moment):
        """Return the moment by the clock of the log, also where it names its own."""
        if not moment.tzinfo:
            return moment
        return moment.astimezone(self.zone).replace(tzinfo=None)

    def _get_seconds(self, *names):
        return next((self.cells[name] for name in names if self.cells.get(name)), 0)

    @property
    def wait(self):
        told = self._get_seconds("wait", "ring")
        length = self._get_seconds("length")
        if told or not length:
            return timedelta(seconds=told)
        if self.outcome != "answered":
            return timedelta(seconds=length)
        # the whole without the talk, where the log tells both
        talk = self._get_seconds("talk", "talk_minutes")
        return timedelta(seconds=max(length - talk, 0) if talk else 0)

    @property
    def is_wait_known(self):
        """Whether the log tells how long somebody waited who hung up."""
        return bool(self.ended or self._get_seconds("wait", "ring", "length"))

    @property
    def talk(self):
        told = self._get_seconds("talk", "talk_minutes")
        if "talk" not in self.cells and "talk_minutes" not in self.cells:
            told = self._get_seconds("length")
        return timedelta(seconds=told)

    def _get_outcome(self):
        told = self.cells.get("outcome") or self.cells.get("abandoned")
        if not told and "abandoned" in self.cells:
            told = "answered"
        if not told:
            told = "answered" if self.answered or self.talk else "abandoned"
        is_inbound = self.cells.get("direction") != "outbound"
        # who called and met nobody has been missed, however the log calls it
        return "abandoned" if told == "no_answer" and is_inbound else told

    def get_values(self):
        """Return the moments that a call keeps, by the clock on the wall."""
        if self.outcome != "answered":
            ended = self.ended or self.offered + self.wait
            return {"offered_at": self.offered, "ended_at": ended}
        answered = self.answered or self.offered + self.wait
        hold = timedelta(seconds=self.cells.get("hold") or 0)
        ended = answered + self.talk + hold if self.talk else self.ended
        ended = max(ended or answered, answered)
        wrapup = timedelta(seconds=self.cells.get("wrapup") or 0)
        return {
            "offered_at": self.offered,
            "answered_at": answered,
            "ended_at": ended,
            "wrapped_up_at": ended + wrapup,
        }


def convert(cells, options):
    """Return the call of a row, and the queue it came in by."""
    zone = pytz.timezone(options.zone or "UTC")
    try:
        moments = Moments(cells, options.date_order or "ymd", zone)
    except BadCell as bad:
        raise RowProblem("date", bad.code, bad.value) from None
    times = {
        name: zone.localize(moment).astimezone(pytz.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        for name, moment in moments.get_values().items()
    }
    values = {
        "external_key": _get_key(cells, moments.offered, options),
        "direction": cells.get("direction") or "inbound",
        **times,
        **_get_facts(cells),
    }
    if moments.outcome != "answered" and (
        moments.outcome != "abandoned" or not moments.is_wait_known
    ):
        values["failure"] = moments.outcome
    call = Entry("property.call", ("call", values["external_key"]), values)
    if not cells.get("queue"):
        return [call]
    queue = Entry(
        "property.call.queue",
        ("queue", normalise(cells["queue"])),
        {"name": cells["queue"]},
    )
    call.references["queue"] = queue.key
    return [queue, call]


def _get_facts(cells):
    """Return what is told of the call besides its times."""
    facts = {
        "hold_seconds": cells.get("hold"),
        "number": _get_number(cells),
        "agent_name": _get_agent(cells),
        "topic": cells.get("topic"),
        "purpose": find_purpose(cells.get("topic", "")),
        "resolution": cells.get("resolved"),
        "rating": cells.get("rating"),
    }
    return {name: value for name, value in facts.items() if value not in ("", None)}


def _get_agent(cells):
    agent = cells.get("agent", "")
    return "" if normalise(agent) in NOBODY else agent


def _get_number(cells):
    """Return the number of the other side."""
    if cells.get("direction") == "outbound" and cells.get("called"):
        return cells["called"]
    return cells.get("number")


def _get_key(cells, offered, options):
    """Return the call's own key and its moment, or one made of all that its row says.

    Telephone systems begin to count anew, so the moment is part of the key.
    Of rows that say the same each is a call; the same file loaded twice, or another
    that has some of its rows, changes nothing.
    """
    if cells.get("key"):
        return f"{cells['key']}@{offered:%Y%m%d%H%M%S}"
    told = repr((cells["raw"], options.repeats.get(cells["row"], 0)))
    return f"row:{sha256(told.encode()).hexdigest()[:32]}"


def count_repeats(rows):
    """Return how many rows before it say the same, of rows that are not the first.

    >>> from .sheet_reader import SheetRow
    >>> count_repeats([SheetRow(n, [text]) for n, text in enumerate("abaa")])
    {2: 1, 3: 2}
    """
    counts, repeats = {}, {}
    for row in rows:
        told = tuple(row.cells)
        counts[told] = count = counts.get(told, -1) + 1
        if count:
            repeats[row.number] = count
    return repeats


CALL_SHEET = Mapping("calls", CALL_COLUMNS, convert)
