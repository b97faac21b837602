from . import property_call_script
from . import property_call_list
from . import property_call_entry
from . import property_survey_campaign
from . import property_survey_campaign_script
