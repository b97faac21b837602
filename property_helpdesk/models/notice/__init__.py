from . import property_suggestion
