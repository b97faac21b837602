from . import portal_identity
from . import portal_assembly
from . import portal_objection
from . import portal_proxy
