from . import test_busy_time
from . import test_calendar_event_busy
from . import test_holiday_load
from . import test_holidays
from . import test_resource_calendar
from . import test_time_security
from . import test_working_time
