from . import test_building_map
