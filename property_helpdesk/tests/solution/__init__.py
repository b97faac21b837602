from . import test_solution
from . import test_solution_search
from . import test_solution_security
from . import test_solution_ticket
from . import test_staff_skill
