from . import crm_lead
from . import property_call
from . import property_call_log
from . import property_call_report
