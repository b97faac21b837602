from . import test_customer_period
