from . import property_committee_matter
from . import helpdesk_ticket
