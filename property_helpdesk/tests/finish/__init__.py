from . import test_confirm
from . import test_outcome
from . import test_confirm_portal
from . import test_supersede
from . import test_follow_up
from . import test_sample
from . import test_supersede_migration
