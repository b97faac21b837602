from . import test_freeze
from . import test_flow
from . import test_preview
