from . import survey_survey
from . import survey_question
from . import property_survey_paper
from . import property_survey_invitation
from . import property_survey_campaign
from . import property_survey_campaign_keying
