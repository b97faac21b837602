from . import property_lead_rule
from . import property_lead_member
from . import crm_lead_turn
from . import crm_lead_distribute
