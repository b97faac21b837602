from odoo import api, models


class PropertyPersonalData(models.AbstractModel):
    """What notices, suggestions and activities hold about a person."""

    _inherit = "property.personal.data"

    @api.model
    def _get_nameless_models(self):
        return super()._get_nameless_models() | {
            "property.notice.recipient": self.env._("Proof of who was told what."),
            "property.suggestion": self.env._("The idea and its answer stay."),
        }

    @api.model
    def _get_deleted_models(self):
        return [*super()._get_deleted_models(), "property.activity.signup"]

    @api.model
    def _get_self_service_fields(self):
        return super()._get_self_service_fields() | {
            "property.notice.recipient": ["notice_id", "published_at", "read_at"],
            "property.suggestion": ["name", "text", "state", "answer"],
            "property.activity.signup": ["activity_id", "people", "state"],
        }
