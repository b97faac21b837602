from . import test_committee_rule
from . import test_committee_term
from . import test_committee_member
from . import test_committee_replacement
from . import test_committee_renewal
from . import test_committee_security
from . import test_committee_views
