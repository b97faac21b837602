from . import property_calendar_workday
from . import resource_calendar_attendance
from . import resource_calendar_leaves
from . import resource_calendar
from . import property_site
from . import calendar_event_busy
from . import calendar_event_slots
