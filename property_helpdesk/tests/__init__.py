from .dispatch import (
    test_assign,
    test_close,
)
from .helpdesk_mgmt import (
    test_closed_date,
    test_copy,
    test_indexes,
    test_category_search,
    test_partner_count,
    test_stage_mail,
    test_pages,
)
from .intake import (
    test_helpdesk_ticket_create,
    test_helpdesk_ticket_intake,
    test_helpdesk_ticket_mail,
    test_helpdesk_ticket_api,
    test_portal_report,
    test_sheet_import,
)
from .ticket import (
    test_helpdesk_ticket,
    test_helpdesk_ticket_attack,
    test_helpdesk_ticket_class,
    test_helpdesk_ticket_deadline,
    test_helpdesk_ticket_guard,
    test_helpdesk_ticket_privacy,
    test_helpdesk_ticket_security,
    test_helpdesk_ticket_views,
    test_property_ticket_event,
    test_ticket_counts,
)
from .tours import test_tours
