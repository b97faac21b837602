from odoo import fields, models

READERS = "agreement.group_agreement_readonly"


class ResPartner(models.Model):
    """Let those who may not read agreements open a partner all the same.

    agreement 19.0.2.2.0 shows their number on every partner form, and counting them
    raises for whoever has no right to read them.
    """

    _inherit = "res.partner"

    agreement_ids = fields.One2many(groups=READERS)
    agreements_count = fields.Integer(groups=READERS)
