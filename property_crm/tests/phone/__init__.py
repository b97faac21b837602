from . import test_call
from . import test_phone_views
