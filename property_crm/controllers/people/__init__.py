from . import login_language
from . import portal_units
