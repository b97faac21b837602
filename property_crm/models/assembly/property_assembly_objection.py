from odoo import fields, models


class PropertyAssemblyObjection(models.Model):
    """What an owner holds against a result."""

    _name = "property.assembly.objection"
    _inherit = ["property.person.mixin", "property.assembly.mixin"]
    _description = "Objection to a result"
    _order = "assembly_id, date, id"

    partner_id = fields.Many2one(
        "res.partner", string="Owner", required=True, index=True, ondelete="restrict"
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    text = fields.Text(string="Objection", required=True)
    answer = fields.Text()
