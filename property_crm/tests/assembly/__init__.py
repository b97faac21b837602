from . import test_freeze
from . import test_flow
from . import test_preview
from . import test_assembly_api
