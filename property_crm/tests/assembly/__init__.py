from . import test_freeze
