from odoo import fields, models


class PropertyDutyGenerateLine(models.TransientModel):
    _name = "property.duty.generate.line"
    _description = "Person of a rotation"
    _order = "sequence, id"

    generate_id = fields.Many2one(
        "property.duty.generate", required=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    user_id = fields.Many2one(
        "res.users", string="Person", required=True, domain=[("share", "=", False)]
    )
