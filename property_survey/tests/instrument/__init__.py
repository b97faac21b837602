from . import test_instruments
