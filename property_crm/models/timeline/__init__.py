from . import property_timeline_mixin
from . import res_partner
from . import property_unit
