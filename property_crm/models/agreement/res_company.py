from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    agreement_approval_limit = fields.Monetary(
        help="Site managers approve proposals up to this value, company managers all."
        " 0: site managers approve all."
    )
