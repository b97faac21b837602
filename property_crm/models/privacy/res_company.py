from odoo import fields, models

from .res_partner_erase import OFFICER


class ResCompany(models.Model):
    _inherit = "res.company"

    privacy_officer_id = fields.Many2one(
        "res.users",
        string="Privacy officer",
        domain=lambda self: [("all_group_ids", "in", self.env.ref(OFFICER).ids)],
        help="Is given the requests of residents about their data. Empty: a company"
        " manager.",
    )
