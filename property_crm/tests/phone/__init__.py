from . import test_call
from . import test_call_report
from . import test_call_staffing
from . import test_phone_views
