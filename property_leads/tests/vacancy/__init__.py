from . import test_vacancy
