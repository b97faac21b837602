from . import helpdesk_mgmt_close
from . import helpdesk_mgmt_new
from . import helpdesk_mgmt_pages
from . import portal_report
from . import desk
from . import visit
