from . import property_survey_answer_import
