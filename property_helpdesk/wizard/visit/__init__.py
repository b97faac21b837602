from . import property_visit_plan
from . import property_visit_close
