from . import test_match
