from . import agreement
from . import crm_lead_proposal
from . import crm_lead_handover
from . import crm_lead_referral
from . import crm_lead_desk
from . import timeline
