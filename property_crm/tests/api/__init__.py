from . import test_api_upsert
from . import test_api_changes
from . import test_api_security
from . import test_load
