from . import property_unit
from . import property_vacancy
