from . import dispatch
from . import helpdesk_mgmt
from . import intake
from . import ticket
