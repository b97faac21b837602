from . import portal_notice
from . import portal_document
from . import portal_suggestion
from . import portal_activity
