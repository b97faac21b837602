from . import test_survey_call
