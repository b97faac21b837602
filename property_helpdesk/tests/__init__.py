from .clock import (
    test_clock_replay,
    test_sla_match,
    test_property_sla_policy,
    test_helpdesk_ticket_clock,
    test_helpdesk_ticket_clock_api,
    test_helpdesk_ticket_histories,
    test_helpdesk_ticket_wait,
    test_helpdesk_ticket_watch,
)
from .cost import (
    test_cost,
)
from .desk import (
    test_desk_tour,
    test_flood,
    test_flood_race,
    test_incident,
    test_incident_burst,
    test_incident_portal,
    test_message,
    test_named_employee,
    test_place_report,
    test_portal_request,
)
from .dispatch import (
    test_assign,
    test_barred,
    test_claim,
    test_close,
    test_defer,
    test_dispatch_security,
    test_handover,
    test_leave,
    test_owner,
    test_rezone,
    test_rotate,
    test_score,
    test_stateful,
    test_subcontract,
    test_take_back,
)
from .finish import (
    test_confirm,
    test_confirm_portal,
    test_supersede,
    test_supersede_migration,
    test_follow_up,
    test_sample,
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
    test_property_text_model,
    test_helpdesk_ticket_similar,
    test_helpdesk_ticket_inbox,
    test_property_hint,
    test_property_quick_entry,
)
from .solution import (
    test_solution,
    test_solution_search,
    test_solution_security,
    test_solution_ticket,
    test_staff_skill,
)
from .escalation import (
    test_escalation_cron,
    test_escalation_due,
    test_escalation_security,
    test_escalation_tell,
    test_safety_words,
)
from .privacy import test_erasure
from .report import (
    test_kpi,
    test_property_daily_log,
    test_property_site_month,
    test_property_ticket_board,
    test_property_ticket_passage,
    test_property_ticket_report,
    test_helpdesk_ticket_forecast,
    test_helpdesk_ticket_stage_report,
    test_survival,
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
from .timeline import test_timeline_tickets
from .tools import (
    test_dispatch_score,
    test_handover as test_handover_wait,
    test_next_step,
    test_quick_entry,
    test_sheet_mapping_tickets,
    test_text_classifier,
    test_text_match,
)
from .tours import test_tours
from .visit import (
    test_property_visit,
    test_visit_api,
    test_visit_calendar,
    test_visit_capacity,
    test_visit_plan,
    test_visit_portal,
    test_visit_reports,
    test_visit_schedule,
    test_visit_security,
    test_visit_ticket,
    test_visit_tours,
    test_visit_windows,
)
from .work import (
    test_closing,
    test_onsite,
    test_onsite_http,
    test_process,
    test_quality_check,
    test_rework,
    test_work_security,
    test_work_tours,
)
from .move import *
from .notice import *
from .committee import *
from .phone import *
from .value import *
