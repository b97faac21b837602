from odoo import fields, models


class Agreement(models.Model):
    """agreement 19.0.2.2.0 has no index on the partner."""

    _inherit = "agreement"

    partner_id = fields.Many2one(index="btree_not_null")
