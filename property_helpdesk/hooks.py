from odoo.tools import SQL


def post_init_hook(env):
    """Leave new requests to the dispatcher instead of to whoever typed them in."""
    env["res.company"].search([]).helpdesk_mgmt_ticket_auto_assign = False


def uninstall_hook(env):
    """Let the tables go: from here on nobody needs the log to be unchangeable."""
    env.cr.execute(
        SQL(
            "DROP TRIGGER IF EXISTS property_ticket_event_row ON property_ticket_event;"
            "DROP TRIGGER IF EXISTS property_ticket_event_all ON property_ticket_event"
        )
    )
