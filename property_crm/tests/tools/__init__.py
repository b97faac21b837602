from . import test_territory_match
from . import test_unit_code
