from . import property_cost_limit
from . import property_ticket_event
from . import helpdesk_ticket
from . import property_ticket_material
