from . import campaign_api
from . import campaign_api_invite
from . import campaign_api_submit
from . import campaign_api_results
