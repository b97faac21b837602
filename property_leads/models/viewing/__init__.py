from . import property_viewing
from . import property_viewing_event
from . import crm_lead
