"""What telephone systems write into their logs: moments, durations and outcomes."""

import re
import unicodedata
from datetime import datetime, timedelta

from .sheet_values import BadCell, normalise

ORDERS = ("ymd", "dmy", "mdy")
_DATE = re.compile(r"(\d{1,4})[-/.年](\d{1,2})[-/.月](\d{1,4})日?")
_PACKED = re.compile(r"(\d{2}|\d{4})(\d{2})(\d{2})")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(am|pm|上午|下午)?")
_PACKED_CLOCK = re.compile(r"(\d{2})(\d{2})(\d{2})()")
_PARTS = re.compile(
    r"(?:(\d+)\s*(?:h|小时|时))?\s*(?:(\d+)\s*(?:m|min|分钟|分))?"
    r"\s*(?:(\d+(?:\.\d+)?)\s*(?:s|sec|秒))?"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_ZONE = re.compile(r"(?:z|utc|[+-]\d{2}:?\d{2})$")

ANSWERED = "y yes true 1 answered agent connected completed 已接 已接听 接通 接听 是"
ABANDONED = (
    "n no false 0 abandoned abandon hang hangup missed unanswered"
    " 未接 未接听 放弃 呼损 挂断 否"
)
FAILURES = {
    "no_answer": "no_answer noanswer 无人接听 无应答",
    "busy": "busy 忙 占线",
    "failed": "failed error congestion phantom 失败",
}
OUTCOMES = {
    **dict.fromkeys(ANSWERED.split(), "answered"),
    **dict.fromkeys(ABANDONED.split(), "abandoned"),
    **{word: code for code, words in FAILURES.items() for word in words.split()},
}
PURPOSES = {
    "enquiry": "enquiry inquiry question information in 咨询",
    "service": "service support repair 服务 报修 维修",
    "complaint": "complaint 投诉",
    "sales": "sales sale purchase ne 销售 租赁",
    "survey": "survey 回访 满意度",
    "collection": "collection billing payment 催缴 缴费 收费",
}
_PURPOSES = {word: key for key, words in PURPOSES.items() for word in words.split()}


def guess_order(texts):
    """Return how days are written in a log, None where every day could be a month.

    >>> guess_order(["03/04/2026", "03/14/2026"]), guess_order(["3/4/2026"])
    ('mdy', None)
    >>> guess_order(["990131"]), guess_order(["31.1.2026 09:00"])
    ('ymd', 'dmy')
    """
    is_packed = False
    for text in texts:
        plain = unicodedata.normalize("NFKC", text).strip()
        match = _DATE.match(plain)
        if not match:
            is_packed = is_packed or bool(_PACKED.match(plain))
            continue
        first, second, _last = match.groups()
        if len(first) == 4 or int(first) > 31:
            return "ymd"
        if int(first) > 12:
            return "dmy"
        if int(second) > 12:
            return "mdy"
    return "ymd" if is_packed else None


def _get_day(text, order):
    """Return the day at the start of a text and what follows it."""
    if match := _DATE.match(text):
        names = "ymd" if len(match[1]) == 4 else order
        parts = dict(zip(names, map(int, match.groups()), strict=True))
    elif match := _PACKED.match(text):
        parts = dict(zip("ymd", map(int, match.groups()), strict=True))
    else:
        raise BadCell("moment", text)
    year = parts["y"]
    if year < 100:
        year += 1900 if year >= 70 else 2000
    return datetime(year, parts["m"], parts["d"]), text[match.end() :]


def parse_clock(text):
    """Return the time since midnight, None of an empty text.

    >>> parse_clock("9:05 PM"), parse_clock("下午 9:05") == parse_clock("21:05:00")
    (datetime.timedelta(seconds=75900), True)
    """
    plain = normalise(text)
    if not plain:
        return None
    for word in ("上午", "下午"):
        if plain.startswith(word):
            plain = plain.removeprefix(word).strip() + word
    match = _CLOCK.fullmatch(plain) or _PACKED_CLOCK.fullmatch(plain)
    if not match:
        raise BadCell("clock", text)
    hour, minute, second = (int(part or 0) for part in match.groups()[:3])
    half = match[4]
    if half in ("am", "上午"):
        hour %= 12
    elif half in ("pm", "下午"):
        hour = hour % 12 + 12
    if hour > 24 or minute > 59 or second > 59:
        raise BadCell("clock", text)
    return timedelta(hours=hour, minutes=minute, seconds=second)


def parse_moment(day, clock="", order="ymd"):
    """Return a moment by the clock on the wall, from one cell or from two.

    >>> parse_moment("2026-03-02 09:05:10"), parse_moment("990102", "9:05:10")
    (datetime.datetime(2026, 3, 2, 9, 5, 10), datetime.datetime(1999, 1, 2, 9, 5, 10))
    >>> parse_moment("3/2/2026", "9:05 PM", "mdy"), parse_moment("2026年3月2日")
    (datetime.datetime(2026, 3, 2, 21, 5), datetime.datetime(2026, 3, 2, 0, 0))
    """
    plain = unicodedata.normalize("NFKC", day).strip()
    try:
        date, rest = _get_day(plain, order)
    except ValueError:
        raise BadCell("moment", day) from None
    rest = _ZONE.sub("", rest.lstrip("T ").casefold()).strip()
    # a day alone may come as midnight from a spreadsheet
    return date + (parse_clock(clock) or parse_clock(rest) or timedelta())


def parse_duration(text):
    """Return whole seconds.

    >>> parse_duration("0:02:23"), parse_duration("2:23"), parse_duration("143")
    (143, 143, 143)
    >>> parse_duration("2m 23s"), parse_duration("1小时2分3秒"), parse_duration("")
    (143, 3723, 0)
    """
    plain = normalise(text)
    if not plain:
        return 0
    if _NUMBER.fullmatch(plain):
        return round(float(plain))
    if ":" in plain:
        parts = plain.partition(".")[0].split(":")
        if len(parts) <= 3 and all(part.isdecimal() for part in parts):
            return sum(int(part) * 60**n for n, part in enumerate(reversed(parts)))
    elif match := _PARTS.fullmatch(plain):
        hours, minutes, seconds = (float(part or 0) for part in match.groups())
        return round(hours * 3600 + minutes * 60 + seconds)
    raise BadCell("duration", text)


def parse_minutes(text):
    """Return whole seconds of what is written in minutes.

    >>> parse_minutes("2.5"), parse_minutes("0:02:30")
    (150, 150)
    """
    plain = normalise(text)
    if _NUMBER.fullmatch(plain):
        return round(float(plain) * 60)
    return parse_duration(text)


def parse_outcome(text):
    """Return answered, abandoned, or why nobody was reached.

    >>> parse_outcome("Y"), parse_outcome("HANG"), parse_outcome("NO ANSWER")
    ('answered', 'abandoned', 'no_answer')
    """
    word = normalise(text).replace(" ", "_").replace("-", "_")
    try:
        return OUTCOMES[word]
    except KeyError:
        raise BadCell("outcome", text) from None


def parse_resolved(text):
    """Return whether it was solved, empty if not told.

    >>> parse_resolved("Y"), parse_resolved("否"), parse_resolved("")
    ('resolved', 'unresolved', '')
    """
    if not text:
        return ""
    is_solved = normalise(text) in ("resolved", "solved", "已解决", *ANSWERED.split())
    return "resolved" if is_solved else "unresolved"


def find_purpose(text):
    """Return the purpose a topic stands for, empty if none.

    >>> find_purpose("Complaint"), find_purpose("Streaming")
    ('complaint', '')
    """
    return _PURPOSES.get(normalise(text), "")
