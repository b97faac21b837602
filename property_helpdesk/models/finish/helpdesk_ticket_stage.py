from odoo import api, fields, models


class HelpdeskTicketStage(models.Model):
    _inherit = "helpdesk.ticket.stage"

    to_confirm = fields.Boolean(
        string="To be confirmed",
        help="The work is done. The requester confirms it or sends it back; if he says"
        " nothing, it is closed after the days of the company.",
    )
    is_finished = fields.Boolean(
        string="Work is over",
        compute="_compute_is_finished",
        store=True,
        help="Closed, or done and waiting to be confirmed.",
    )

    _to_confirm_is_open = models.Constraint(
        "CHECK(NOT (closed AND to_confirm))",
        "What is still to be confirmed is not closed.",
    )
    _to_confirm_waits_for_nothing = models.Constraint(
        "CHECK(NOT to_confirm OR wait_reason IS NULL)",
        "What is still to be confirmed is done: it waits for nothing else.",
    )

    @api.depends("closed", "to_confirm")
    def _compute_is_finished(self):
        for stage in self:
            stage.is_finished = stage.closed or stage.to_confirm
