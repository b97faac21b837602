from . import test_move
from . import test_sale
from . import test_move_views
from . import test_handover
from . import test_site_day
from . import test_handover_record
