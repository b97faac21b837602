from . import property_holiday_load
