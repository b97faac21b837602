from . import portal_visitor_pass
from . import portal_register_requests
