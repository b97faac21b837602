from . import test_committee_views
from . import test_meeting
from . import test_decision
from . import test_action
from . import test_matter
from . import test_meeting_security
from . import test_meeting_views
from . import test_committee_portal
