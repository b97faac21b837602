from odoo import fields, models

from ...models.visit.property_visit import MISS_REASONS


class PropertyVisitClose(models.TransientModel):
    _name = "property.visit.close"
    _description = "Say why nothing comes of a visit"

    visit_ids = fields.Many2many("property.visit", string="Visits", required=True)
    is_cancelled = fields.Boolean(export_string_translation=False)
    miss_reason = fields.Selection(
        MISS_REASONS, string="Why missed", default="not_at_home"
    )
    reason = fields.Char(string="Remark")

    def action_confirm(self):
        self.ensure_one()
        if self.is_cancelled:
            self.visit_ids._cancel(self.reason)
        else:
            self.visit_ids._miss(self.miss_reason, self.reason)
        return {"type": "ir.actions.act_window_close"}
