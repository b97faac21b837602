from odoo import api, fields, models


class CrmLead(models.Model):
    """Who does not want to be called to be sold something is not: the form says so."""

    _inherit = "crm.lead"

    call_refusal = fields.Char(
        string="What he does not want", compute="_compute_call_refusal"
    )

    @api.depends("partner_id")
    def _compute_call_refusal(self):
        for lead in self:
            # sudo: whoever works on a prospect must know what the customer refuses
            person_sudo = lead.partner_id.sudo()
            lead.call_refusal = False
            if person_sudo.refuses_contact:
                lead.call_refusal = self.env._(
                    "This customer does not want to be contacted: answer what he asks,"
                    " offer nothing by whatever way."
                )
            elif person_sudo.do_not_call:
                lead.call_refusal = self.env._(
                    "This customer wants no sales calls: write instead."
                )
