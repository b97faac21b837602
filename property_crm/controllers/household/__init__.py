from . import portal_household
