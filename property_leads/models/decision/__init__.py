from . import property_competitor
from . import property_lead_offer
from . import property_lead_person
from . import property_lead_step
from . import crm_lead_decision
from . import crm_lead_people
from . import crm_lead_lost
from . import personal_data
