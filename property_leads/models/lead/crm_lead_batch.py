from odoo import models


class CrmLead(models.Model):
    """What plain crm looks up for each lead alone, once for all that are alike."""

    _inherit = "crm.lead"

    def _compute_team_id(self):
        alike = self.grouped(lambda lead: (lead.user_id, lead.type, lead.team_id))
        result = super(CrmLead, self._get_firsts(alike))._compute_team_id()
        for leads in alike.values():
            leads[1:].team_id = leads[:1].team_id
        return result

    def _compute_stage_id(self):
        alike = self.grouped(lambda lead: (lead.team_id, lead.stage_id))
        result = super(CrmLead, self._get_firsts(alike))._compute_stage_id()
        for leads in alike.values():
            leads[1:].stage_id = leads[:1].stage_id
        return result

    def _get_firsts(self, alike):
        return self.browse().concat(*(leads[:1] for leads in alike.values()))
