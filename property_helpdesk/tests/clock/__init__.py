from . import test_clock_replay
from . import test_sla_match
from . import test_property_sla_policy
from . import test_helpdesk_ticket_clock
from . import test_helpdesk_ticket_clock_api
from . import test_helpdesk_ticket_histories
from . import test_helpdesk_ticket_wait
from . import test_helpdesk_ticket_watch
