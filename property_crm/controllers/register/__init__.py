from . import portal_visitor_pass
