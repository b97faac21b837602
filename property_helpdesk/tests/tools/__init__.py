from . import test_dispatch_score
from . import test_handover
