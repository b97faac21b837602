from . import property_reservation
from . import property_reservation_flow
from . import property_reservation_api
from . import crm_lead
from . import property_unit
