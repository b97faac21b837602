from . import property_site
from . import property_building
from . import property_building_map
from . import property_unit
from . import property_common_part
