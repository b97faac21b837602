from . import test_freeze
from . import test_cast
from . import test_cast_portal
from . import test_cast_secret
