from . import helpdesk_ticket_write
from . import helpdesk_ticket_assign
from . import helpdesk_ticket_close
