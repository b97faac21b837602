from . import test_decision
from . import test_lead_figures
from . import test_lead_score
from . import test_pursuit
from . import test_same_person
from . import test_turn
from . import test_unit_match
