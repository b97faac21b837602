from . import property_sheet_import
from . import property_sheet_import_line
from . import property_unit_generate
