from . import personal_data
from . import property_segment_value
from . import property_segment
from . import property_segment_rule
from . import property_segment_move
from . import res_partner
