from . import test_closing
from . import test_onsite
from . import test_onsite_http
from . import test_process
from . import test_quality_check
from . import test_rework
from . import test_work_security
from . import test_work_tours
