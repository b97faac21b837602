from . import test_fund_tools
from . import test_fund_ledger
from . import test_fund_motion
from . import test_fund_booking
from . import test_fund_sheet
from . import test_fund_portal
from . import test_fund_security
from . import test_fund_views
