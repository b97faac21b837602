from . import test_need
from . import test_membership
from . import test_internal_share
from . import test_front_desk_tours
from . import test_membership_reward
