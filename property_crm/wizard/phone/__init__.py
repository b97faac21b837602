from . import property_sheet_import
