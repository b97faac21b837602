from odoo import fields, models


class ResPartner(models.Model):
    """Who does not want to be asked, by whatever way."""

    _inherit = "res.partner"

    refuses_surveys = fields.Boolean(
        string="No surveys",
        help="Said so on a questionnaire: is not asked any more.",
    )

    def _get_call_refusals(self, purpose, company=None):
        refusals = super()._get_call_refusals(purpose, company)
        if purpose != "survey":
            return refusals
        # sudo: the answer decides about the call; it is not shown otherwise
        refusing = self.sudo().filtered("refuses_surveys")
        return {
            **{one.id: self.env._("does not want to be asked.") for one in refusing},
            **refusals,
        }
