"""What a telephone system counted, a row for a half hour, an hour or a day.

Averages are kept as sums with the number of calls they are of, so that what is grouped
is divided anew. What a sheet does not tell has no calls it is of.
"""

import re
from datetime import timedelta

import pytz

from .call_log_columns import make_headers
from .call_log_values import parse_clock, parse_duration, parse_moment
from .sheet_mapping import Column, Entry, Mapping, RowProblem
from .sheet_values import BadCell, normalise, parse_number

HALF_HOUR, HOUR, DAY = 30, 60, 1440
_INTERVAL = re.compile(r"(.+?)\s*(?:-|–|—|~|to|至|到)\s*(.+)")


def parse_count(text):
    """Return how many calls.

    >>> parse_count("1,234"), parse_count("-")
    (1234, 0)
    """
    if text.strip() in ("-", "--"):
        return 0
    number = parse_number(text)
    if number < 0 or not number.is_integer():
        raise BadCell("integer", text)
    return int(number)


def parse_percent(text):
    """Return a share from 0 to 1.

    >>> parse_percent("94.01%"), parse_percent("0.9401"), parse_percent("94")
    (0.9401, 0.9401, 0.94)
    """
    plain = normalise(text)
    number = parse_number(plain.removesuffix("%"))
    is_share = not plain.endswith("%") and number <= 1
    share = number if is_share else round(number / 100, 10)
    if not 0 <= share <= 1:
        raise BadCell("number", text)
    return share


def parse_interval(text):
    """Return the start by the clock, and the minutes if both ends are told.

    >>> parse_interval("09:00-09:30"), parse_interval("23:30 - 0:00")
    ((datetime.timedelta(seconds=32400), 30), (datetime.timedelta(seconds=84600), 30))
    >>> parse_interval("9"), parse_interval("9:30 AM")
    ((datetime.timedelta(seconds=32400), 60), (datetime.timedelta(seconds=34200), 0))
    """
    plain = normalise(text)
    if plain.removesuffix(".0").isdecimal():
        hour = int(float(plain))
        if hour > 23:
            raise BadCell("clock", text)
        return timedelta(hours=hour), HOUR
    match = _INTERVAL.fullmatch(plain)
    if not match:
        return parse_clock(plain), 0
    start, end = (parse_clock(part) for part in match.groups())
    minutes = round((end - start).total_seconds() / 60) % DAY
    return start, HALF_HOUR if minutes == 29 else HOUR if minutes == 59 else minutes


def convert(cells, options):
    """Return the total of a row, and the queue it is of."""
    start, minutes = _get_period(cells, options)
    values = {
        "start_at": start.strftime("%Y-%m-%d %H:%M:%S"),
        "minutes": minutes,
        **_get_counts(cells),
    }
    queue = normalise(cells.get("queue", ""))
    total = Entry("property.call.total", ("total", queue, start, minutes), values)
    if not queue:
        return [total]
    entry = Entry("property.call.queue", ("queue", queue), {"name": cells["queue"]})
    total.references["queue"] = entry.key
    return [entry, total]


def _get_period(cells, options):
    """Return the start in UTC, and how many minutes it is of."""
    clock, minutes = cells.get("interval") or (None, 0)
    try:
        day = _get_day(cells, options)
    except BadCell as bad:
        raise RowProblem("date", bad.code, bad.value) from None
    zone = pytz.timezone(options.zone or "UTC")
    if day.tzinfo:
        day = day.astimezone(zone).replace(tzinfo=None)
    is_part = clock is not None or (day.hour, day.minute) != (0, 0)
    minutes = minutes or options.minutes or (HALF_HOUR if is_part else DAY)
    start = zone.localize(day + (clock or timedelta()))
    return start.astimezone(pytz.utc), minutes


def _get_day(cells, options):
    """Return the day told, or the one that the place of the row stands for."""
    if cells.get("date"):
        return parse_moment(cells["date"], "", options.date_order or "ymd")
    if not options.first_day:
        raise RowProblem("date", "first_day")
    return options.first_day + timedelta(days=options.places[cells["row"]])


def _get_counts(cells):
    """Return counts and sums; of three that belong together one may be missing."""
    offered, answered = cells["offered"], cells.get("answered")
    abandoned = cells.get("abandoned")
    if answered in (None, ""):
        answered = offered - abandoned if abandoned not in (None, "") else 0
    if abandoned in (None, ""):
        abandoned = max(offered - answered, 0)
    if answered + abandoned > offered:
        raise RowProblem("offered", "sum", str(offered))
    counts = {
        "offered_count": offered,
        "answered_count": answered,
        "abandoned_count": abandoned,
    }
    for name, base in (
        ("answer", answered),
        ("wait", offered),
        ("talk", answered),
        ("handle", answered),
    ):
        seconds = _get_sum(cells, name, base)
        is_told = seconds is not None
        counts[f"{name}_seconds"] = seconds if is_told else 0
        counts[f"{name}_calls"] = base if is_told else 0
    level = cells.get("level")
    is_told = level not in (None, "")
    counts["level_part"] = level * offered if is_told else 0
    counts["level_calls"] = offered if is_told else 0
    return counts


def _get_sum(cells, name, base):
    """Return all seconds: told as a sum, or as an average of so many calls."""
    total = cells.get(f"{name}_total")
    if total not in (None, ""):
        return total
    average = cells.get(f"{name}_average")
    return None if average in (None, "") else average * base


def parse_average(text):
    """Return seconds with their parts.

    >>> parse_average("0:00:17"), parse_average("17.25")
    (17, 17.25)
    """
    plain = normalise(text)
    try:
        number = parse_number(plain)
    except BadCell:
        return parse_duration(text)
    is_day_part = 0 < number < 0.01
    return round(number * 86400) if is_day_part else number


CALL_TOTAL_SHEET = Mapping(
    "call_totals",
    (
        Column(
            "date",
            make_headers(
                "day|interval|interval start|start|start time|date time|datetime"
                "|period|timestamp|日期|统计日期|统计时间|时间段开始"
            ),
        ),
        Column(
            "interval",
            make_headers(
                "time|half hour|time interval|hour|interval time|time of day"
                "|time slot|时段|时间段|时间|小时|半小时"
            ),
            parse_interval,
        ),
        Column(
            "queue",
            make_headers(
                "queue name|skill|skill group|csq|csq name|split|call centre"
                "|call center|service line|队列|技能组|业务组|队列名称"
            ),
        ),
        Column(
            "offered",
            make_headers(
                "incoming calls|offered calls|calls offered|calls presented|presented"
                "|total calls|calls|inbound calls|calls received|call volume|volume"
                "|contacts|呼入量|来电量|来电数|呼入总数|呼入总量|总来电|进线量"
                "|呼入数|排队量"
            ),
            parse_count,
            required=True,
        ),
        Column(
            "answered",
            make_headers(
                "answered calls|calls answered|calls handled|handled|acd calls"
                "|calls taken|接通量|接听量|接起量|接听数|接通数|应答量|人工接听量"
            ),
            parse_count,
        ),
        Column(
            "abandoned",
            make_headers(
                "abandoned calls|calls abandoned|aban calls|abandons|lost calls"
                "|missed calls|放弃量|呼损量|放弃数|未接量|未接数|呼损数|排队放弃量"
            ),
            parse_count,
        ),
        Column(
            "answer_average",
            make_headers(
                "answer speed|average speed of answer|avg speed ans|asa"
                "|avg speed of answer|average answer speed|avg answer time"
                "|平均应答速度|平均应答时长|平均接听速度|平均振铃时长"
            ),
            parse_average,
        ),
        Column(
            "answer_total", make_headers("total answer time|应答总时长"), parse_duration
        ),
        Column(
            "wait_average",
            make_headers(
                "waiting time|average wait|avg wait|average waiting time"
                "|avg wait time|avg queue time|average queue time|average wait time"
                "|平均等待时长|平均排队时长|平均等待时间"
            ),
            parse_average,
        ),
        Column(
            "wait_total",
            make_headers("total waiting time|total wait time|等待总时长|排队总时长"),
            parse_duration,
        ),
        Column(
            "talk_average",
            make_headers(
                "talk duration|average talk time|avg talk time|avg acd time|att"
                "|average talk duration|avg talk duration|平均通话时长|平均通话时间"
            ),
            parse_average,
        ),
        Column(
            "talk_total",
            make_headers("total talk time|acd time|通话总时长|总通话时长"),
            parse_duration,
        ),
        Column(
            "handle_average",
            make_headers(
                "average handle time|avg handle time|aht|average handling time"
                "|平均处理时长|平均处理时间"
            ),
            parse_average,
        ),
        Column(
            "handle_total",
            make_headers("total handle time|handle time|处理总时长"),
            parse_duration,
        ),
        Column(
            "level",
            make_headers(
                "service level|sl|service level met|% within service level|sla"
                "|within service level|服务水平|服务水平%|20秒接通率|15秒接通率"
            ),
            parse_percent,
        ),
    ),
    convert,
)
