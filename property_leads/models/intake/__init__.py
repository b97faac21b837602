from . import property_lead_touch
from . import crm_lead_touch
from . import property_lead_pair
from . import crm_lead_same
from . import crm_lead_merge
from . import crm_lead_intake
from . import crm_lead_api
from . import res_company
