from . import ir_sequence
from . import helpdesk_ticket_defaults
from . import helpdesk_ticket_create
from . import helpdesk_ticket_followers
from . import helpdesk_ticket_intake
from . import helpdesk_ticket_mail
from . import helpdesk_ticket_portal
from . import helpdesk_ticket_api
