from . import test_property_site
from . import test_property_unit
