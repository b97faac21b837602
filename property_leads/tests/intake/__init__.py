from . import test_same
from . import test_lead_intake
