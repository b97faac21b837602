from . import portal_identity
from . import portal_assembly
