from . import test_property_reference_guard
from . import test_property_territory
from . import test_property_territory_security
from . import test_property_territory_views
from . import test_res_partner_security
