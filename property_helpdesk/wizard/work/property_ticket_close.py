from odoo import api, fields, models
from odoo.exceptions import UserError


class PropertyTicketClose(models.TransientModel):
    """Asks why it broke."""

    _inherit = "property.ticket.close"

    fault_cause_id = fields.Many2one(
        "property.fault.cause", string="Cause of the fault"
    )
    needs_fault_cause = fields.Boolean(
        compute="_compute_needs_fault_cause", export_string_translation=False
    )

    @api.depends("ticket_ids.case_type", "close_cause")
    def _compute_needs_fault_cause(self):
        for wizard in self:
            wizard.needs_fault_cause = wizard.ticket_ids._needs_fault_cause(
                wizard.close_cause
            )

    def _prepare_closing_vals(self):
        values = super()._prepare_closing_vals()
        if not self.needs_fault_cause:
            return values
        if not self.fault_cause_id:
            raise UserError(self.env._("Cause of the fault: say why it broke."))
        return {**values, "fault_cause_id": self.fault_cause_id.id}
