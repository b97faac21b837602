from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    lead_hour_cost = fields.Float(
        string="Cost of an hour of selling",
        help="In the currency of the company. Minutes noted with a contact are booked"
        " on the prospect at this rate. 0: not booked.",
    )

    _lead_hour_cost_positive = models.Constraint(
        "CHECK(lead_hour_cost >= 0)", "The cost of an hour cannot be negative."
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    lead_hour_cost = fields.Float(related="company_id.lead_hour_cost", readonly=False)
