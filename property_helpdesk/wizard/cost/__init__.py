from . import property_ticket_cost
