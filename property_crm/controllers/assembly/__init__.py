from . import portal_assembly
