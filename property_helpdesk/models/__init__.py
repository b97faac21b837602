from . import helpdesk_mgmt
from . import ticket
from . import intake
from . import dispatch
