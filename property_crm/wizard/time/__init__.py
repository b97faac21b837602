from . import property_duty_generate
from . import property_duty_generate_line
from . import property_holiday_load
from . import property_calendar_feed_show
