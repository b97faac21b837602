from . import test_helpdesk_ticket
from . import test_helpdesk_ticket_class
from . import test_helpdesk_ticket_deadline
from . import test_helpdesk_ticket_privacy
from . import test_helpdesk_ticket_security
from . import test_property_ticket_event
from . import test_ticket_counts
