from odoo import api, fields, models


class PropertyTicketClose(models.TransientModel):
    """Says when the requester is asked to confirm what was done."""

    _inherit = "property.ticket.close"

    asks_confirmation = fields.Boolean(
        compute="_compute_asks_confirmation", export_string_translation=False
    )
    is_confirmed = fields.Boolean(
        string="The requester has confirmed it",
        help="Close it at once; nobody asks him again.",
    )

    is_complaint = fields.Boolean(
        compute="_compute_is_complaint", export_string_translation=False
    )
    complaint_finding = fields.Selection(
        selection=lambda self: (
            self.env["helpdesk.ticket"]
            ._fields["complaint_finding"]
            ._description_selection(self.env)
        ),
        string="Finding",
    )

    @api.depends("ticket_ids", "close_cause")
    def _compute_asks_confirmation(self):
        for wizard in self:
            tickets = wizard.ticket_ids._origin
            wizard.asks_confirmation = tickets._get_confirm_stages(wizard.close_cause)

    @api.depends("ticket_ids.case_type")
    def _compute_is_complaint(self):
        for wizard in self:
            wizard.is_complaint = "complaint" in wizard.ticket_ids.mapped("case_type")

    def _prepare_closing_vals(self):
        values = super()._prepare_closing_vals()
        if not (self.is_complaint and self.complaint_finding):
            return values
        return {**values, "complaint_finding": self.complaint_finding}

    def _close_tickets(self):
        """Leave the stage to what the team asks for, unless he was asked already."""
        if self.is_confirmed and self.ticket_ids._may_assign_others():
            return super()._close_tickets()
        asking = self.ticket_ids.browse().union(
            *self.ticket_ids._get_confirm_stages(self.close_cause)
        )
        values = self._prepare_closing_vals()
        asking._close(self.solution, self.close_cause, **values)
        return (self.ticket_ids - asking)._close(
            self.solution, self.close_cause, self.stage_id, **values
        )
