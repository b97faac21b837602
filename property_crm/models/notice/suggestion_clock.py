"""Working days that the service centre has for an answer."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from odoo import fields

from ...tools.working_time import NoWorkingTime

FAR = timedelta(days=30)


def get_due_date(sites, days):
    """Return ``{site: day}``: so many working days from today, at each site."""
    now = fields.Datetime.now()
    clocks = sites._get_working_clocks(now - timedelta(days=1), now + FAR)
    return {site: _count_days(clocks[site], site.tz, now, days) for site in sites}


def _count_days(clock, tz, now, days):
    """Return the local day of the ``days``-th working day after today."""
    zone = ZoneInfo(tz or "UTC")
    today = now.replace(tzinfo=ZoneInfo("UTC")).astimezone(zone).date()
    day = today
    for _step in range(366):
        day += timedelta(days=1)
        midnight = fields.Datetime.to_datetime(day).replace(tzinfo=zone)
        start = midnight.astimezone(ZoneInfo("UTC")).replace(tzinfo=None)
        try:
            worked = clock.measure(start, start + timedelta(days=1))
        except NoWorkingTime:
            break
        days -= bool(worked)
        if not days:
            return day
    return today + timedelta(days=7)
