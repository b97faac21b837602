from . import property_call_disposition
from . import property_call_queue
from . import property_call
from . import property_call_place
from . import property_call_flow
from . import res_partner_caller
from . import personal_data
