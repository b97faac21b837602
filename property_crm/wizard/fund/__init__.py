from . import property_fund_booking
from . import property_sheet_import
