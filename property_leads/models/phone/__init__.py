from . import property_call
from . import property_call_report
