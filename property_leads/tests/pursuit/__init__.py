from . import test_pursuit_rules
from . import test_lead_log
from . import test_pursuit_security
from . import test_sales_actions
