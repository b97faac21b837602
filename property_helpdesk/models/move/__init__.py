from . import property_handover_item
from . import property_unit
from . import property_desk
