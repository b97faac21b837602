from . import property_escalation_level
from . import property_escalation_level_due
from . import property_escalation_level_fire
from . import property_escalation_fired
from . import property_ticket_event
from . import helpdesk_ticket_audience
from . import helpdesk_ticket
from . import property_escalation_committee
