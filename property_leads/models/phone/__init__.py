from . import property_call
