from odoo import api, models


class PropertyPersonalData(models.AbstractModel):
    """What votes of the owners hold about a person."""

    _inherit = "property.personal.data"

    @api.model
    def _get_kept_models(self):
        reason = self.env._(
            "The frozen register proves who could vote; a change would break its proof."
        )
        return super()._get_kept_models() | {"property.assembly.row": reason}

    @api.model
    def _get_nameless_models(self):
        return super()._get_nameless_models() | {
            "property.assembly.signature": self.env._(
                "Proof that enough owners have asked for the assembly."
            ),
            "property.assembly.objection": self.env._(
                "What was held against a result, and what was answered."
            ),
            "property.assembly.doubt": self.env._(
                "Whom co-owners have named to vote for them."
            ),
            "property.motion.candidate": self.env._(
                "Who stood for election, as it was announced."
            ),
        }

    @api.model
    def _get_self_service_fields(self):
        return super()._get_self_service_fields() | {
            "property.assembly.row": ["assembly_id", "unit_name", "kind", "state"],
            "property.assembly.signature": ["assembly_id", "unit_id", "signed_on"],
            "property.assembly.objection": ["assembly_id", "date", "text", "answer"],
        }
