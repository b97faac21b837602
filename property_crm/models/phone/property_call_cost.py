from odoo import fields, models


class PropertyCallQueue(models.Model):
    """What calls of a queue cost, and what its service level is a share of."""

    _inherit = "property.call.queue"

    level_base = fields.Selection(
        [("offered", "Offered calls"), ("answered", "Answered calls")],
        string="Service level of",
        required=True,
        default="offered",
        help="Calls answered in time are divided by these. Who hung up at once is in"
        " neither.",
    )
    hourly_cost = fields.Monetary(
        help="What an hour of an agent costs, with everything he needs."
    )
    call_cost = fields.Monetary(help="What each answered call costs besides: the line.")
    currency_id = fields.Many2one(related="company_id.currency_id")

    _costs_positive = models.Constraint(
        "CHECK(COALESCE(hourly_cost, 0) >= 0 AND COALESCE(call_cost, 0) >= 0)",
        "Costs cannot be negative.",
    )
