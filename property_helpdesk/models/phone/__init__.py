from . import helpdesk_ticket_call
