from odoo import api, fields, models


class PropertyHandoverThing(models.Model):
    """A document, key or card that the buyers get."""

    _name = "property.handover.thing"
    _inherit = ["property.reference.guard"]
    _description = "Document or key"
    _order = "handover_id, part, id"
    _guarded_references = ("handover_id",)

    handover_id = fields.Many2one(
        "property.handover", required=True, index=True, ondelete="cascade"
    )
    part = fields.Selection(
        [("document", "Document"), ("key", "Key or card")],
        string="Kind",
        required=True,
        default="key",
    )
    name = fields.Char(string="What", required=True)
    count = fields.Integer(string="How many", default=1)
    number = fields.Char(help="What is stamped on it, or the number of the card.")
    is_given = fields.Boolean(string="Handed to the buyer")

    _count_positive = models.Constraint(
        "CHECK(count > 0)", "How many: at least one is given."
    )

    @api.model_create_multi
    def create(self, vals_list):
        things = super().create(vals_list)
        things.handover_id._check_not_accepted()
        return things

    def write(self, vals):
        self.handover_id._check_not_accepted()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_accepted(self):
        self.handover_id._check_not_accepted()
