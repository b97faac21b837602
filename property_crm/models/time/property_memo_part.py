from odoo import api, fields, models
from odoo.fields import Domain


class PropertyMemoPart(models.Model):
    """A step of a memo. Whoever may read and do the memo reads and does it."""

    _name = "property.memo.part"
    _inherit = ["property.reminder.mixin"]
    _description = "Part of a memo"
    _order = "is_done, sequence, id"

    memo_id = fields.Many2one(
        "property.memo", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="What to do", required=True)

    _waiting_idx = models.Index(
        "(remind_at) WHERE reminded_at IS NULL AND is_done IS NOT TRUE"
    )

    def write(self, vals):
        if "memo_id" in vals:
            self.env["property.memo"].browse(vals["memo_id"]).check_access("write")
        return super().write(vals)

    @api.model
    def _get_due_domain(self):
        return super()._get_due_domain() & Domain("memo_id.is_done", "=", False)

    def _remind(self):
        for part in self:
            part.memo_id._tell_reminder(f"{part.memo_id.name} · {part.name}")
        self.reminded_at = fields.Datetime.now()
