from . import property_survey_result_picture
from . import property_survey_result_words
from . import property_survey_result_board
from . import property_survey_result_publish
from . import report_quality
