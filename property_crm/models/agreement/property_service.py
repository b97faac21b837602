from odoo import fields, models


class PropertyService(models.Model):
    """Something customers pay for: property fee, parking, cleaning at home."""

    _name = "property.service"
    _description = "Service offered"
    _order = "sequence, name, id"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True,
        help="Short name, for example PM. Texts of agreements name a price by it:"
        " {price:PM}.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: for all companies."
    )
    description = fields.Text(
        translate=True, help="What is done for the price; stands in agreements."
    )
    price_ids = fields.One2many("property.price", "service_id")

    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))", "Another service has this code."
    )
