from . import property_ticket_close
