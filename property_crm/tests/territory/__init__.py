from . import test_property_territory
from . import test_property_territory_security
