"""What telephone systems write into their logs: moments, durations and outcomes."""

import re
import unicodedata
from datetime import datetime, timedelta, timezone

from .sheet_values import BadCell, normalise

ORDERS = ("ymd", "dmy", "mdy")
_DATE = re.compile(r"(\d{1,4})[-/.年](\d{1,2})[-/.月](\d{1,4})日?")
_MONTHS = [
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
]
_NAMED = re.compile(
    r"(?:[a-z]{3,9},? )?"
    r"(?:(\d{1,2})[- ]([a-z]{3})[a-z]*\.?|([a-z]{3})[a-z]*\.? (\d{1,2}))"
    r"(?:,? |-)(\d{4}|\d{2}(?![:\d]))"
)
_EPOCH = re.compile(r"(\d{10})(\d{3})?(?:\.\d+)?")
_SERIAL = re.compile(r"[2-7]\d{4}(?:\.\d+)?")
_SERIAL_START = datetime(1899, 12, 30)
_DAY_PART = re.compile(r"0?\.\d{4,}(?:e-\d+)?|\d(?:\.\d+)?e-\d+")
_PACKED = re.compile(
    r"(\d{4}|\d{2})(\d{2})(\d{2})(?!\d|\.\d)|(\d{4})(\d{2})(\d{2})(?=\d{6}$)"
)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(am|pm|上午|下午)?")
_HALF = re.compile(r"([ap])\.\s?m\.?")
_PACKED_CLOCK = re.compile(r"(\d{2})(\d{2})(\d{2})()")
_PARTS = re.compile(
    r"(?:(\d+)\s*(?:h|小时|时))?\s*(?:(\d+)\s*(?:m|min|分钟|分))?"
    r"\s*(?:(\d+(?:\.\d+)?)\s*(?:s|sec|秒))?"
)
_THOUSANDS = re.compile(r",(?=\d{3}(?:\D|$))")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_ZONE = re.compile(r"\s*(?:z|utc|gmt|([+-])(\d{2}):?(\d{2}))$")

ANSWERED = (
    "y yes true 1 answered answer agent connected completed complete handled accepted"
    " success successful served talked"
    " 已接 已接听 已接通 接通 接听 成功 呼通 应答 已应答 人工接听 是"
)
ABANDONED = (
    "n no false 0 abandoned abandon hang hangup hung_up missed unanswered not_answered"
    " lost cancel cancelled canceled originator_cancel dropped"
    " 未接 未接听 未接通 放弃 已放弃 呼损 挂断 用户挂断 排队放弃 振铃放弃 漏接 否"
)
FAILURES = {
    "no_answer": "no_answer noanswer no_user_response ring_timeout timeout"
    " 无人接听 无应答 无人应答",
    "busy": "busy user_busy 忙 占线 忙线 用户忙",
    "failed": "failed fail error congestion phantom rejected call_rejected chanunavail"
    " unallocated_number invalid_number_format 失败 呼叫失败 空号 拒接",
}
NO_DURATION = ("", "-", "--", "n/a", "none", "null", "nan", "无")
# What is said of calls that were answered and of others: it tells nothing
NOTHING_TOLD = ["normal_clearing", "normal_unspecified", "正常", "正常结束"]
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
    >>> guess_order(["2.3.2026"])  # who writes points begins with the day
    'dmy'
    """
    is_packed = is_dotted = False
    for text in texts:
        plain = unicodedata.normalize("NFKC", text).strip()
        match = _DATE.match(plain)
        if not match:
            is_packed = is_packed or bool(_PACKED.match(plain))
            continue
        first, second, _last = match.groups()
        is_dotted = is_dotted or "." in match[0]
        if len(first) == 4 or int(first) > 31:
            return "ymd"
        if int(first) > 12:
            return "dmy"
        if int(second) > 12:
            return "mdy"
    usual = "dmy" if is_dotted else None
    return "ymd" if is_packed else usual


def _get_day(text, order):
    """Return the day at the start of a text and what follows it."""
    if match := _DATE.match(text):
        names = "ymd" if len(match[1]) == 4 else order
        parts = dict(zip(names, map(int, match.groups()), strict=True))
    elif match := _PACKED.match(text):
        numbers = [int(part) for part in match.groups() if part]
        parts = dict(zip("ymd", numbers, strict=True))
    elif match := _NAMED.match(text.casefold()):
        day, month, first_month, second_day, year = match.groups()
        month = _MONTHS.index(month or first_month) + 1
        parts = {"y": int(year), "m": month, "d": int(day or second_day)}
    else:
        raise BadCell("moment", text)
    year = parts["y"]
    if year < 100:
        year += 1900 if year >= 70 else 2000
    return datetime(year, parts["m"], parts["d"]), text[match.end() :]


def _get_counted(text):
    """Return the moment that a number counts to, None where it is none such.

    Spreadsheets count days from 1899, computers seconds from 1970 in UTC.
    """
    if _SERIAL.fullmatch(text):
        return _SERIAL_START + timedelta(seconds=round(float(text) * 86400))
    if match := _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(match[1]), timezone.utc)
    return None


def parse_clock(text):
    """Return the time since midnight, None of an empty text.

    >>> parse_clock("9:05 PM"), parse_clock("下午 9:05") == parse_clock("21:05:00")
    (datetime.timedelta(seconds=75900), True)
    >>> parse_clock("9:05 p.m."), parse_clock("0.375")
    (datetime.timedelta(seconds=75900), datetime.timedelta(seconds=32400))
    """
    plain = _HALF.sub(r"\1m", normalise(text))
    if not plain:
        return None
    if re.fullmatch(r"0?\.\d+", plain):  # the part of a day, from a spreadsheet
        return timedelta(seconds=round(float(plain) * 86400))
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

    Where the cell says how far its clock is from UTC, the moment knows it, too.

    >>> parse_moment("2026-03-02 09:05:10"), parse_moment("990102", "9:05:10")
    (datetime.datetime(2026, 3, 2, 9, 5, 10), datetime.datetime(1999, 1, 2, 9, 5, 10))
    >>> parse_moment("20260302", "090510") == parse_moment("20260302090510")
    True
    >>> parse_moment("3/2/2026", "9:05 PM", "mdy"), parse_moment("2026年3月2日")
    (datetime.datetime(2026, 3, 2, 21, 5), datetime.datetime(2026, 3, 2, 0, 0))
    >>> parse_moment("Mar 2, 2026 9:05 PM") == parse_moment("02-Mar-26 21:05")
    True
    >>> parse_moment("46083.375"), parse_moment("46083", "09:00")
    (datetime.datetime(2026, 3, 2, 9, 0), datetime.datetime(2026, 3, 2, 9, 0))
    >>> parse_moment("2026-03-02T17:05:00+0800") == parse_moment("1772442300")
    True
    """
    plain = unicodedata.normalize("NFKC", day).strip()
    moment = _get_counted(plain)
    if moment:
        return moment + (parse_clock(clock) or timedelta())
    try:
        date, rest = _get_day(plain, order)
    except ValueError:
        raise BadCell("moment", day) from None
    rest = rest.lstrip("T, ").casefold()
    zone = _ZONE.search(rest) if ":" in rest else None
    rest = _ZONE.sub("", rest).strip()
    # a day alone may come as midnight from a spreadsheet
    moment = date + (parse_clock(clock) or parse_clock(rest) or timedelta())
    return moment.replace(tzinfo=_get_offset(zone)) if zone else moment


def _get_offset(match):
    sign, hours, minutes = match.groups()
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    return timezone(-offset if sign == "-" else offset)


def parse_duration(text):
    """Return whole seconds.

    >>> parse_duration("0:02:23"), parse_duration("2:23"), parse_duration("143")
    (143, 143, 143)
    >>> parse_duration("2m 23s"), parse_duration("1小时2分3秒"), parse_duration("")
    (143, 3723, 0)
    >>> parse_duration("0.00165509"), parse_duration("143,4"), parse_duration("-")
    (143, 143, 0)
    """
    plain = normalise(text)
    if plain in NO_DURATION:
        return 0
    if _DAY_PART.fullmatch(plain):  # the part of a day, from a spreadsheet
        return round(float(plain) * 86400)
    plain = _THOUSANDS.sub("", plain).replace(",", ".")
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
    >>> parse_outcome("NORMAL_CLEARING")
    ''
    """
    word = normalise(text).replace(" ", "_").replace("-", "_")
    if word in NOTHING_TOLD:
        return ""
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
