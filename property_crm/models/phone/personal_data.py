from odoo import api, models


class PropertyPersonalData(models.AbstractModel):
    """Calls stay for the statistics, without who called and what was said."""

    _inherit = "property.personal.data"

    @api.model
    def _get_nameless_models(self):
        return super()._get_nameless_models() | {
            "property.call": self.env._("That there was a call, for the statistics."),
        }

    @api.model
    def _get_deleted_models(self):
        return [*super()._get_deleted_models(), "property.call.back"]

    @api.model
    def _get_self_service_fields(self):
        return super()._get_self_service_fields() | {
            "property.call": ["direction", "purpose", "offered_at", "result"],
        }


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _erase_files(self):
        """The voice of a person goes with him."""
        self.env["property.call.recording"].search(
            [("call_id.partner_id", "in", self.ids)]
        ).unlink()
        return super()._erase_files()
