from odoo.fields import Command
from odoo.tools import SQL

# What helpdesk_mgmt 19.0.1.3.2 says itself; we replace it while we are installed.
PORTAL_RULE = """['|',
    ('partner_id', 'child_of', [user.commercial_partner_id.id]),
    ('message_partner_ids', 'child_of', [user.commercial_partner_id.id])]"""
COMPANY_RULE = "[('company_id', 'in', company_ids + [False])]"
IMPLIED = {
    "group_property_agent": "group_helpdesk_user",
    "group_property_integration": "group_helpdesk_user",
    "group_property_company_manager": "group_helpdesk_manager",
}


def post_init_hook(env):
    """Leave new requests to the dispatcher instead of to whoever typed them in."""
    env["res.company"].search([]).helpdesk_mgmt_ticket_auto_assign = False


def uninstall_hook(env):
    """Let the tables go, and give helpdesk_mgmt its own rules back."""
    env.cr.execute(
        SQL(
            "DROP TRIGGER IF EXISTS property_ticket_event_row ON property_ticket_event;"
            "DROP TRIGGER IF EXISTS property_ticket_event_all ON property_ticket_event;"
            "DROP FUNCTION IF EXISTS property_ticket_event_refuse;"
            "UPDATE helpdesk_ticket SET class_id = NULL, place_id = NULL,"
            " problem_id = NULL"
        )
    )
    env.invalidate_all()
    env.ref("helpdesk_mgmt.helpdesk_ticket_rule_portal").domain_force = PORTAL_RULE
    env.ref("helpdesk_mgmt.helpdesk_ticket_comp_rule").domain_force = COMPANY_RULE
    for group, implied in IMPLIED.items():
        env.ref(f"property_crm.{group}").implied_ids = [
            Command.unlink(env.ref(f"helpdesk_mgmt.{implied}").id)
        ]
