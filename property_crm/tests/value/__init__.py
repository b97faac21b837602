from . import test_customer_period
from . import test_customer_period_security
