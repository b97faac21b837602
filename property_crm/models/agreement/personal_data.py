from odoo import api, models


class PropertyPersonalData(models.AbstractModel):
    """What is agreed on is kept with the name of who signed it."""

    _inherit = "property.personal.data"

    @api.model
    def _get_kept_models(self):
        kept = super()._get_kept_models()
        reason = kept["agreement"]
        return {
            **kept,
            "property.agreement.line": reason,
            "property.agreement.event": reason,
        }

    @api.model
    def _get_obstacles(self, partner):
        agreements = self.env["agreement"].search(
            [("partner_id", "in", partner.ids), ("state", "=", "active")]
        )
        return super()._get_obstacles(partner) + [
            self.env._("Agreement %(code)s is in force.", code=agreement.code)
            for agreement in agreements
        ]
