from . import test_closed_date
from . import test_copy
from . import test_indexes
from . import test_category_search
from . import test_partner_count
from . import test_stage_mail
from . import test_pages
