from odoo import fields, models


class PropertyTicketProblem(models.Model):
    _name = "property.ticket.problem"
    _description = "What can be wrong"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    class_ids = fields.One2many("property.ticket.class", "problem_id", string="Classes")
