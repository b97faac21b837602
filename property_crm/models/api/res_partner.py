from odoo import models


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "property.api.mixin"]

    def _get_api_contexts(self):
        """Read national phone numbers as those of the company's country."""
        contexts = super()._get_api_contexts()
        contexts["phone"] = {"region": self.env.company.country_id.code}
        return contexts
