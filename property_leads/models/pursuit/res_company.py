from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    lead_contact_minutes = fields.Integer(
        string="First contact within",
        default=15,
        help="Working minutes from the enquiry to the first contact by us.",
    )
    lead_next_days = fields.Integer(
        string="Look again after",
        default=3,
        help="Days after the last sign of life of a prospect for whom nothing is"
        " planned.",
    )

    _lead_times_positive = models.Constraint(
        "CHECK(lead_contact_minutes >= 0 AND lead_next_days >= 0)",
        "Times of prospects cannot be negative.",
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    lead_contact_minutes = fields.Integer(
        related="company_id.lead_contact_minutes", readonly=False
    )
    lead_next_days = fields.Integer(related="company_id.lead_next_days", readonly=False)
