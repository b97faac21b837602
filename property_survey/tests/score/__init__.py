from . import test_staff_score_flow
from . import test_staff_score_security
