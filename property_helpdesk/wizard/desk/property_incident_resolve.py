from odoo import fields, models

from ...models.ticket.helpdesk_ticket import CLOSE_CAUSES


class PropertyIncidentResolve(models.TransientModel):
    _name = "property.incident.resolve"
    _description = "End an incident"

    incident_id = fields.Many2one("property.incident", required=True)
    open_ticket_count = fields.Integer(
        string="Requests that close", related="incident_id.open_ticket_count"
    )
    solution = fields.Text(
        string="What was done", required=True, help="All requesters read this."
    )
    close_cause = fields.Selection(
        CLOSE_CAUSES, string="Outcome", required=True, default="solved"
    )

    def action_resolve(self):
        self.ensure_one()
        self.incident_id._resolve(self.solution, self.close_cause)
        return {"type": "ir.actions.act_window_close"}
