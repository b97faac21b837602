from . import test_kpi
from . import test_property_ticket_passage
from . import test_helpdesk_ticket_forecast
from . import test_helpdesk_ticket_stage_report
from . import test_survival
from . import test_property_ticket_report
from . import test_property_ticket_board
from . import test_property_daily_log
