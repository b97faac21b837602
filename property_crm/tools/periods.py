"""Two periods to compare: as many days of each, so that their counts can be."""

from datetime import timedelta

from dateutil.relativedelta import relativedelta

SPANS = {
    "month": relativedelta(months=1),
    "quarter": relativedelta(months=3),
    "year": relativedelta(years=1),
}


def get_periods(kind, today):
    """Return ``((first, last) before, (first, last) after)``.

    >>> from datetime import date
    >>> show = lambda kind, day: " ".join(
    ...     f"{first:%m-%d}..{last:%m-%d}"
    ...     for first, last in get_periods(kind, date.fromisoformat(day)))
    >>> show("month", "2026-03-31"), show("month", "2026-11-22")
    ('02-01..02-28 03-01..03-31', '10-01..10-22 11-01..11-22')
    >>> show("last_month", "2026-03-15")
    '01-01..01-31 02-01..02-28'
    >>> show("week", "2026-03-04")
    '02-23..02-25 03-02..03-04'
    >>> show("quarter", "2026-05-10"), show("year", "2026-03-01")
    ('01-01..02-10 04-01..05-10', '01-01..03-01 01-01..03-01')

    :param kind: ``week``, ``month``, ``quarter`` or ``year`` so far, against the same
        days of the one before; or ``last_month``
    """
    if kind == "last_month":
        first = today.replace(day=1)
        last, earlier = first - SPANS["month"], first - 2 * SPANS["month"]
        day = timedelta(days=1)
        return (earlier, last - day), (last, first - day)
    if kind == "week":
        week = timedelta(weeks=1)
        first = today - timedelta(days=today.weekday())
        return (first - week, today - week), (first, today)
    months = {
        "month": today.month,
        "quarter": (today.month - 1) // 3 * 3 + 1,
        "year": 1,
    }
    first, span = today.replace(day=1, month=months[kind]), SPANS[kind]
    return (first - span, today - span), (first, today)
