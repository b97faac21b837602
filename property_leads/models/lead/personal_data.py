from odoo import api, models
from odoo.fields import Domain


class PropertyPersonalData(models.AbstractModel):
    """Prospects of a person: in his copy, and before and after he is erased."""

    _inherit = "property.personal.data"

    @api.model
    def _get_nameless_models(self):
        reason = self.env._("How many asked and what became of it, for the figures.")
        return super()._get_nameless_models() | {"crm.lead": reason}

    @api.model
    def _get_obstacles(self, partner):
        """Whoever still wants something says first that he does not."""
        # sudo: prospects of other territories count, too
        open_sudo = (
            self.env["crm.lead"]
            .sudo()
            .search(
                self.env["crm.lead"]._get_pursued_domain()
                & Domain("partner_id", "in", partner.ids)
            )
        )
        return super()._get_obstacles(partner) + [
            self.env._("Prospect “%(name)s” is still open.", name=lead.name)
            for lead in open_sudo
        ]

    @api.model
    def _get_decisions(self, partner):
        """Add how urgent the rules find his prospects, and why."""
        # sudo: the person reads it about himself
        leads_sudo = (
            self.env["crm.lead"]
            .sudo()
            .search(
                self.env["crm.lead"]._get_pursued_domain()
                & Domain("partner_id", "in", partner.ids)
                & Domain("scored_at", "!=", False)
            )
        )
        what = leads_sudo._fields["score"]._description_string(self.env)
        return [
            *super()._get_decisions(partner),
            *(
                {
                    "what": what,
                    "result": f"{lead.name}: {lead.score}",
                    "date": lead.scored_at.date(),
                    "why": lead.score_text,
                }
                for lead in leads_sudo
            ),
        ]

    @api.model
    def _get_self_service_fields(self):
        names = ["name", "kind", "site_id", "unit_id", "stage_id", "create_date"]
        return super()._get_self_service_fields() | {"crm.lead": names}
