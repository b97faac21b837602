from . import property_staff_score_period
from . import property_staff_score_count
from . import property_staff_score_flow
from . import property_staff_score
from . import property_staff_score_appeal
from . import property_staff_score_appeal_flow
