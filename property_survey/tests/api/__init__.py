from . import test_survey_api
