from . import helpdesk_mgmt
from . import ticket
from . import intake
from . import dispatch
from . import solution
from . import work
from . import clock
from .intake import helpdesk_ticket_suggestion  # follows the writing of dispatch
from . import desk
from . import report
from . import escalation
from . import timeline
from . import finish
from . import cost
from . import visit
from . import privacy
from . import move
from . import notice
