from . import property_survey_print
