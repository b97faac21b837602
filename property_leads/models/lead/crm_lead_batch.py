from odoo import models


class CrmLead(models.Model):
    """What plain crm looks up for each lead alone, once for all that are alike."""

    _inherit = "crm.lead"

    def _compute_team_id(self):
        alike = self.grouped(lambda lead: (lead.user_id, lead.type, lead.team_id))
        for leads in alike.values():
            first = leads[:1]
            super(CrmLead, first)._compute_team_id()
            (leads - first).team_id = first.team_id

    def _compute_stage_id(self):
        alike = self.grouped(lambda lead: (lead.team_id, lead.stage_id))
        for leads in alike.values():
            first = leads[:1]
            super(CrmLead, first)._compute_stage_id()
            (leads - first).stage_id = first.stage_id
