from odoo import api, fields, models


class PropertyHandoverTemplate(models.Model):
    """What is looked at, given and read when a unit of a kind is handed over."""

    _name = "property.handover.template"
    _description = "Handover template"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    unit_kind = fields.Selection(
        selection="_get_unit_kinds",
        string="For units of this kind",
        help="Empty: for every kind that has none of its own.",
    )
    line_ids = fields.One2many("property.handover.template.line", "template_id")

    @api.model
    def _get_unit_kinds(self):
        kinds = self.env["property.unit"]._fields["kind"]
        return kinds._description_selection(self.env)

    def _get_for(self, unit):
        """Return the template of the unit's kind, else the one for every kind."""
        # sudo: every inspector works by the templates
        templates = self.sudo().search([("unit_kind", "in", [unit.kind, False])])
        return templates.sorted(lambda template: not template.unit_kind)[:1]


class PropertyHandoverTemplateLine(models.Model):
    _name = "property.handover.template.line"
    _description = "Handover template line"
    _order = "template_id, sequence, id"

    template_id = fields.Many2one(
        "property.handover.template", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    part = fields.Selection(
        [
            ("item", "To inspect"),
            ("document", "Document"),
            ("key", "Key or card"),
            ("meter", "Meter"),
        ],
        required=True,
        default="item",
    )
    place = fields.Char(translate=True)
    name = fields.Char(string="What", required=True, translate=True)
    count = fields.Integer(string="How many", default=1)
    uom = fields.Char(string="Unit of measure")
