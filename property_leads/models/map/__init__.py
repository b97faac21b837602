from . import property_building
