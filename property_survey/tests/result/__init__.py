from . import test_beside
from . import test_campaign_result
from . import test_result
from . import test_tally
from . import test_trend
from . import test_result_groups_views
from . import test_result_security
from . import test_result_views
