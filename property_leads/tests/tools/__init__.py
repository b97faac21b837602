from . import test_unit_match
