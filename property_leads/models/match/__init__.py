from . import property_lead_match
from . import crm_lead
from . import property_unit
