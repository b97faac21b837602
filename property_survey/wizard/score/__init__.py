from . import property_staff_score_correct
