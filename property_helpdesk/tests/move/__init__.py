from . import test_handover_defects
from . import test_desk
