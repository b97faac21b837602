from . import test_handover_defects
