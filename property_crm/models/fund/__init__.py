from . import property_fund_account
from . import property_fund_account_portal
from . import property_fund_account_sums
from . import property_fund_entry
from . import property_fund_entry_load
from . import property_fund_mixin
from . import property_places
from . import property_motion
