from . import property_api_mixin
from . import property_site
from . import property_building
from . import property_common_part
from . import property_unit
from . import property_ownership
from . import property_occupancy
from . import res_partner
