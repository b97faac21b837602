"""Public holidays as rows: a date, whether it is off or worked, and why."""

from datetime import date, timedelta
from typing import NamedTuple

from .sheet_values import BadCell, normalise, parse_date

HEADERS = {"date", "day", "日期", "时间"}
OFF = {"holiday", "off", "休", "放假", "节假日", "休息"}
WORKED = {"workday", "work", "班", "上班", "调休", "补班", "调休上班"}


class BadRow(ValueError):
    """A row that cannot be read: the code, ``date`` or ``kind``, tells why."""

    def __init__(self, number, code, value=""):
        super().__init__(code)
        self.number = number
        self.code = code
        self.value = value


class Holiday(NamedTuple):
    """Days in a row that are off for one reason; or one day that is worked."""

    first: date
    last: date
    is_worked: bool
    name: str


def read_holidays(rows, year=None, names=2):
    """Return the holidays of ``rows`` in order, days of one reason as one.

    The rows are those of ``tools.sheet_reader``: date, kind, name. A first row of
    headers is passed over.

    >>> from .sheet_reader import read_sheet
    >>> for holiday in read_holidays(read_sheet("2026-01-01,休,元旦\\n"
    ...         "2026-01-02,休,元旦\\n2026-01-04,班,元旦".encode())):
    ...     print(*holiday)
    2026-01-01 2026-01-02 False 元旦
    2026-01-04 2026-01-04 True 元旦

    :param year: leave out the days of other years
    :param names: column of the name
    :raise BadRow:
    """
    days = {}
    for index, row in enumerate(rows):
        if index == 0 and normalise(row.cells[0]) in HEADERS:
            continue
        day, is_worked, name = _read_row(row, names)
        if year in (None, day.year):
            days[day] = (is_worked, name)
    return _join_days(days)


def _read_row(row, names):
    cells = [*row.cells, "", "", ""]
    try:
        day = date.fromisoformat(parse_date(cells[0]))
    except BadCell as error:
        raise BadRow(row.number, "date", cells[0]) from error
    kind = normalise(cells[1])
    if kind not in OFF | WORKED:
        raise BadRow(row.number, "kind", cells[1])
    return day, kind in WORKED, cells[names]


def _join_days(days):
    holidays = []
    for day, (is_worked, name) in sorted(days.items()):
        last = holidays[-1] if holidays and not is_worked else None
        if last and last[2:] == (False, name) and day - last.last == timedelta(1):
            holidays[-1] = last._replace(last=day)
        else:
            holidays.append(Holiday(day, day, is_worked, name))
    return holidays
