from . import res_currency
from . import property_service_rate
from . import property_customer_period
from . import property_customer_period_pass
from . import res_partner
from . import property_upcoming_report
