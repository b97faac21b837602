from . import property_dated_mixin
from . import property_cached_mixin
from . import property_reference_guard
from . import property_territory_mixin
from . import property_territory
from . import property_territory_staff
from . import res_partner
from . import res_users
