from . import test_score
from . import test_costs
from . import test_figures
from . import test_lead_lists
