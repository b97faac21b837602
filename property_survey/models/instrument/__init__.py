from . import property_survey_determinant
from . import survey_question
from . import survey_survey
from . import survey_question_version
from . import survey_survey_version
