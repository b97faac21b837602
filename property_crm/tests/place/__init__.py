from . import test_client
from . import test_place_views
from . import test_property_building_map
from . import test_property_sheet_import
from . import test_property_site
from . import test_property_unit
from . import test_property_unit_generate
from . import test_property_unit_load
