from . import test_vacancy
from . import test_vacancy_gap
