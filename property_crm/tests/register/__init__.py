from . import test_registers
from . import test_decoration_permit
from . import test_register_views
from . import test_visitor_portal
from . import test_portal_requests
