from odoo import api, models


class PropertyPersonalData(models.AbstractModel):
    """What matters and actions of committees hold about a person."""

    _inherit = "property.personal.data"

    @api.model
    def _get_nameless_models(self):
        return super()._get_nameless_models() | {
            "property.committee.matter": self.env._(
                "What was put to the committee, and its answer, stay."
            ),
            "property.committee.action": self.env._(
                "What the committee has decided stays."
            ),
        }

    @api.model
    def _get_self_service_fields(self):
        return super()._get_self_service_fields() | {
            "property.committee.matter": [
                "number",
                "name",
                "description",
                "state",
                "answer",
            ],
            "property.committee.action": ["name", "due_on", "done_on"],
        }
