from datetime import datetime

import pytz

from ..common import PropertyCommon

SHANGHAI = pytz.timezone("Asia/Shanghai")


def at(text, tz=SHANGHAI):
    """Return a local time in naive UTC."""
    local = tz.localize(datetime.fromisoformat(text))
    return local.astimezone(pytz.utc).replace(tzinfo=None)


class TimeCommon(PropertyCommon):
    """``office`` is open Monday to Friday 08:30-12:00 and 13:30-17:30."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.office = cls._create_office()
        cls.site.write({"tz": "Asia/Shanghai", "resource_calendar_id": cls.office.id})

    @classmethod
    def _create_office(cls, **values):
        lines = [
            {"name": name, "dayofweek": str(day), "day_period": period} | hours
            for day in range(5)
            for name, period, hours in (
                ("Morning", "morning", {"hour_from": 8.5, "hour_to": 12}),
                ("Lunch", "lunch", {"hour_from": 12, "hour_to": 13.5}),
                ("Afternoon", "afternoon", {"hour_from": 13.5, "hour_to": 17.5}),
            )
        ]
        return cls.env["resource.calendar"].create(
            {
                "name": "Office",
                "tz": "Asia/Shanghai",
                "attendance_ids": [(5, 0, 0), *((0, 0, line) for line in lines)],
                "global_leave_ids": [(5, 0, 0)],
                **values,
            }
        )

    @classmethod
    def _close(cls, first, last, calendar=None, **values):
        return cls.env["resource.calendar.leaves"].create(
            {
                "name": "Closed",
                "calendar_id": (calendar or cls.office).id,
                "date_from": at(f"{first} 00:00:00"),
                "date_to": at(f"{last} 23:59:59"),
                **values,
            }
        )

    @classmethod
    def _make_up(cls, day, **values):
        return cls.env["property.calendar.workday"].create(
            {"calendar_id": cls.office.id, "date": day, **values}
        )
