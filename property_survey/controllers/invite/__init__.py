from . import survey_page
from . import portal_survey
