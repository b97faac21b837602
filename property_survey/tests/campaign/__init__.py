from . import test_campaign_population
from . import test_campaign_flow
from . import test_campaign_response
from . import test_campaign_security
from . import test_campaign_tour
from . import test_campaign_views
