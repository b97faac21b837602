from odoo import fields, models

WAIT_REASONS = [
    ("customer", "The customer"),
    ("parts", "Parts"),
    ("vote", "A vote or the fund"),
]


class HelpdeskTicketStage(models.Model):
    _inherit = "helpdesk.ticket.stage"

    wait_reason = fields.Selection(
        WAIT_REASONS,
        string="Waits for",
        help="What requests of this stage wait for. Their clocks stand still while they"
        " wait for the customer; for the rest as the promise says.",
    )
