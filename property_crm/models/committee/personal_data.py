from odoo import api, models


class PropertyPersonalData(models.AbstractModel):
    """Who sat on a committee belongs to the history of the site."""

    _inherit = "property.personal.data"

    @api.model
    def _get_nameless_models(self):
        return super()._get_nameless_models() | {
            "property.committee.member": self.env._(
                "Who sat on the committee, and with how many votes."
            ),
            "property.committee.handover.item": self.env._(
                "Proof of what a committee has handed over."
            ),
        }

    @api.model
    def _get_self_service_fields(self):
        return super()._get_self_service_fields() | {
            "property.committee.member": ["term_id", "role", "date_start", "date_end"]
        }
