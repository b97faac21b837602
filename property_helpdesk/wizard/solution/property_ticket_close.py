from odoo import api, fields, models


class PropertyTicketClose(models.TransientModel):
    """Asks whether the solution that was tried helped."""

    _inherit = "property.ticket.close"

    applied_solution_id = fields.Many2one(
        "property.solution", compute="_compute_applied_solution_id"
    )
    solution_result = fields.Selection(
        [("helped", "Yes, it helped"), ("not_helped", "No, something else did")],
        string="Did it help?",
        default="helped",
    )

    @api.depends("ticket_ids")
    def _compute_applied_solution_id(self):
        for wizard in self:
            applied = wizard.ticket_ids.applied_solution_id
            wizard.applied_solution_id = applied if len(applied) == 1 else False

    def action_close(self):
        action = super().action_close()
        if self.solution_result:
            self.ticket_ids._rate_solution(self.solution_result)
        return action
