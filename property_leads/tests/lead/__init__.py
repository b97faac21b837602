from . import test_crm_lead
from . import test_crm_lead_security
from . import test_lead_views
from . import test_lead_erasure
