from . import property_customer_period
