from . import property_newcomer
from . import property_unit
