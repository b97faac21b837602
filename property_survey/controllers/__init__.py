from . import invite
from . import picture
