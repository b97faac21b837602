from . import property_internal_share
