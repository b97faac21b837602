from . import test_assign
from . import test_close
