"""The log of a telephone system: a row is a call.

Systems tell of a call in moments or in durations, in one cell or in several. What one
does not tell follows from the rest: an answer is the start and the wait, an end is the
answer and the talk.
"""

from datetime import timedelta
from hashlib import sha256

import pytz

from .call_log_values import (
    find_purpose,
    parse_clock,
    parse_duration,
    parse_minutes,
    parse_moment,
    parse_outcome,
    parse_resolved,
)
from .phone_numbers import normalise_phone
from .sheet_mapping import Column, Entry, Mapping, RowProblem
from .sheet_values import BadCell, normalise, parse_number

DAY = timedelta(days=1)
NOBODY = ("", "-", "none", "no_server", "n/a", "无")
OUTBOUND = ("outbound", "out", "outgoing", "呼出", "去电", "外呼")


def parse_direction(text):
    """Return the direction; a log that tells none is of inbound calls.

    >>> parse_direction("Outgoing"), parse_direction("")
    ('outbound', 'inbound')
    """
    return "outbound" if normalise(text) in OUTBOUND else "inbound"


def parse_caller(text, region=None):
    """Return a number in E.164, or as it came: some have no country, or are hidden.

    >>> parse_caller("0571-88881234", "CN"), parse_caller("anonymous")
    ('+8657188881234', 'anonymous')
    """
    return normalise_phone(text, region) or text


parse_caller.needs_region = True


class Moments:
    """When the parts of one call were, from the cells of its row."""

    def __init__(self, cells, order):
        self.cells, self.order = cells, order
        self.offered = self._read_start()
        self.answered = self._read("answered_at")
        self.ended = self._read("ended_at") or self._read("left_at")
        self.outcome = self._get_outcome()

    def _read_start(self):
        start = parse_moment(self.cells["date"], self.cells.get("time", ""), self.order)
        clock = parse_clock(self.cells.get("queued_at", ""))
        # where callers first listen to a menu, they are offered when they leave it
        if not clock:
            return start
        return self._place(start.replace(hour=0, minute=0, second=0) + clock, start)

    def _read(self, name):
        """Return a moment that is told by a clock alone or with its day."""
        text = self.cells.get(name, "")
        if not text:
            return None
        try:
            clock = parse_clock(text)
        except BadCell:
            return parse_moment(text, "", self.order)
        if not clock:  # 0:00:00 stands for never
            return None
        midnight = self.offered.replace(hour=0, minute=0, second=0)
        return self._place(midnight + clock, self.offered)

    def _place(self, moment, start):
        """Return the moment on the day after, if it would lie before the start."""
        return moment + DAY if moment < start else moment

    @property
    def wait(self):
        return timedelta(seconds=self.cells.get("wait") or 0)

    @property
    def is_wait_known(self):
        """Whether the log tells how long somebody waited who hung up."""
        return bool(self.ended) or self.cells.get("wait") not in (None, "", 0)

    @property
    def talk(self):
        seconds = self.cells.get("talk") or self.cells.get("talk_minutes") or 0
        return timedelta(seconds=seconds)

    def _get_outcome(self):
        told = self.cells.get("outcome")
        if told:
            return told
        return "answered" if self.answered or self.talk else "abandoned"

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
    try:
        moments = Moments(cells, options.date_order or "ymd")
    except BadCell as bad:
        raise RowProblem("date", bad.code, bad.value) from None
    zone = pytz.timezone(options.zone or "UTC")
    times = {
        name: zone.localize(moment).astimezone(pytz.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        for name, moment in moments.get_values().items()
    }
    values = {
        "external_key": _get_key(cells, moments.offered),
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
        "number": cells.get("number"),
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


def _get_key(cells, offered):
    """Return the call's own key and its day, or one made of all that its row says.

    Telephone systems begin to count anew, so the day is part of the key.
    The number of the row is among it: of rows that say the same each is a call, and
    the same file loaded twice changes nothing.
    """
    if cells.get("key"):
        return f"{cells['key']}@{offered:%Y%m%d}"
    told = repr(sorted((name, str(value)) for name, value in cells.items()))
    return f"row:{sha256(told.encode()).hexdigest()[:32]}"


CALL_SHEET = Mapping(
    "calls",
    (
        Column(
            "key",
            ("id", "call id", "callid", "uniqueid", "unique id", "通话编号", "话单号"),
        ),
        Column(
            "date",
            (
                "call date",
                "call timestamp",
                "timestamp",
                "start time",
                "calldate",
                "date time",
                "日期",
                "呼叫日期",
                "呼叫时间",
                "来电时间",
                "开始时间",
            ),
            required=True,
        ),
        Column("time", ("call time", "vru_entry", "时间", "时刻")),
        Column("queued_at", ("q_start", "queue start", "queued at", "进入队列时间")),
        Column("left_at", ("q_exit", "queue exit", "left the queue", "离开队列时间")),
        Column("answered_at", ("ser_start", "answer time", "接听时间", "应答时间")),
        Column(
            "ended_at", ("ser_exit", "end time", "hangup time", "结束时间", "挂机时间")
        ),
        Column(
            "wait",
            (
                "speed of answer in seconds",
                "wait time",
                "waiting time",
                "q_time",
                "queue time",
                "等待时长",
                "等待秒数",
            ),
            parse_duration,
        ),
        Column(
            "talk",
            (
                "avgtalkduration",
                "talk duration",
                "talk time",
                "billsec",
                "ser_time",
                "call duration",
                "duration",
                "通话时长",
                "通话秒数",
            ),
            parse_duration,
        ),
        Column(
            "talk_minutes",
            (
                "call duration in minutes",
                "duration in minutes",
                "talk minutes",
                "通话分钟数",
            ),
            parse_minutes,
        ),
        Column("hold", ("hold time", "保持时长"), parse_duration),
        Column("wrapup", ("wrap-up", "wrapup time", "acw", "话后时长"), parse_duration),
        Column(
            "outcome",
            ("answered", "disposition", "result", "status", "是否接听", "通话结果"),
            parse_outcome,
        ),
        Column("direction", ("call direction", "呼叫方向", "方向"), parse_direction),
        Column(
            "number",
            (
                "phone",
                "phone number",
                "caller",
                "caller id",
                "src",
                "主叫号码",
                "来电号码",
                "电话号码",
            ),
            parse_caller,
        ),
        Column("agent", ("server", "agent name", "operator", "坐席", "客服", "接线员")),
        Column(
            "queue",
            ("queue name", "call center", "call centre", "skill", "队列", "技能组"),
        ),
        Column("topic", ("reason", "type", "purpose", "主题", "事由", "来电类型")),
        Column("resolved", ("is resolved", "是否解决", "已解决"), parse_resolved),
        Column(
            "rating",
            ("satisfaction rating", "csat score", "csat", "满意度", "评分"),
            parse_number,
        ),
    ),
    convert,
)
