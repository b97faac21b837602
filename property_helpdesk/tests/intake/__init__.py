from . import test_helpdesk_ticket_create
from . import test_helpdesk_ticket_intake
from . import test_helpdesk_ticket_mail
from . import test_helpdesk_ticket_api
from . import test_portal_report
from . import test_sheet_import
