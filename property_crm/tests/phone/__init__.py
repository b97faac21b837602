from . import test_call
from . import test_call_report
from . import test_call_staffing
from . import test_phone_views
from . import test_call_list
from . import test_call_list_tour
from . import test_call_script
from . import test_call_work
