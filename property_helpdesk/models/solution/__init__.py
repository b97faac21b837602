from . import property_solution
from . import property_solution_state
from . import property_solution_vote
from . import property_solution_use
from . import property_solution_suggest
from . import helpdesk_ticket
