from . import place_report
from . import portal_request
from . import message_door
