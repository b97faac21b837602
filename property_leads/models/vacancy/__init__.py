from . import property_unit
from . import property_vacancy
from . import property_vacancy_gap
