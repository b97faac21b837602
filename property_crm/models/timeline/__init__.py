from . import property_timeline_mixin
from . import agreement
from . import res_partner
from . import property_unit
