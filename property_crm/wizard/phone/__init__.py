from . import property_sheet_import_log
from . import property_sheet_import
from . import property_call_comparison
from . import property_call_comparison_line
from . import property_sheet_import_column
