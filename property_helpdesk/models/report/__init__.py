from . import property_ticket_passage
from . import helpdesk_ticket_forecast
from . import helpdesk_ticket_stage_report
from . import report_ticket
from . import property_ticket_report
from . import ir_filters
from . import property_ticket_board
from . import property_site_month
