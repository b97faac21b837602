from odoo import fields, models


class PropertyCall(models.Model):
    """A call that was made for a call list."""

    _inherit = "property.call"

    entry_id = fields.Many2one(
        "property.call.entry",
        string="Entry of a call list",
        index="btree_not_null",
        ondelete="set null",
    )
    list_id = fields.Many2one(
        related="entry_id.list_id", string="Call list", store=True, index=True
    )
    answer_ids = fields.One2many("property.call.answer", "call_id", string="Replies")
