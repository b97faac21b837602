from . import property_handover_item
from . import property_unit
