from . import test_need
from . import test_membership
from . import test_internal_share
