from odoo import api, models

# Who makes a copy for somebody is staff: not even so does he learn how was voted.
UNTOLD = {"choice", "nonce", "serial", "commitment"}


class PropertyPersonalData(models.AbstractModel):
    """That a person has voted is about him; the ballot stays as it was cast."""

    _inherit = "property.personal.data"

    @api.model
    def _get_kept_models(self):
        return super()._get_kept_models() | {
            "property.ballot": self.env._(
                "Ballots prove the result of a vote; a change would break the proof."
            )
        }

    @api.model
    def _get_exported_fields(self, model_name):
        names = super()._get_exported_fields(model_name)
        if model_name != "property.ballot":
            return names
        return [name for name in names if name not in UNTOLD]

    @api.model
    def _get_self_service_fields(self):
        return super()._get_self_service_fields() | {
            "property.ballot": ["motion_id", "channel", "cast_at"]
        }
