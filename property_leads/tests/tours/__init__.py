from . import test_client_units
from . import test_lead_tour
