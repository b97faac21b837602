from . import property_ticket_assign
from . import property_ticket_close
from . import property_ticket_reopen
from . import property_ticket_wait
from . import property_sheet_import
from . import solution
from . import work
