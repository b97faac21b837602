from . import test_decision_map
