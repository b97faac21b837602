from . import crm_stage
from . import crm_lead
from . import crm_lead_access
from . import crm_lead_privacy
from . import crm_lead_batch
from . import crm_lead_view
from . import crm_lead_erase
from . import personal_data
