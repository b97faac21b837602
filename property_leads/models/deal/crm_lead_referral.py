from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmLead(models.Model):
    """Which customer recommended us; he is rewarded once when the prospect is won."""

    _inherit = "crm.lead"

    referrer_id = fields.Many2one(
        "res.partner",
        string="Recommended by",
        index="btree_not_null",
        ondelete="set null",
        tracking=True,
        help="A member of the club gets points when the prospect is won, once.",
    )

    @api.constrains("referrer_id", "partner_id")
    def _check_referrer(self):
        for lead in self.filtered("referrer_id"):
            if lead.referrer_id == lead.partner_id:
                raise ValidationError(
                    self.env._("Recommended by: nobody recommends himself.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_sees_people([vals.get("referrer_id") for vals in vals_list])
        return super().create(vals_list)

    def write(self, vals):
        self._check_sees_people([vals.get("referrer_id")])
        return super().write(vals)

    def _handle_won_lost(self, old_status_by_lead, new_status_by_lead):
        result = super()._handle_won_lost(old_status_by_lead, new_status_by_lead)
        won = self.filtered(
            lambda lead: new_status_by_lead.get(lead.id, {}).get("is_won")
        )
        won._reward_referrers()
        return result

    def _reward_referrers(self):
        for lead in self.filtered(lambda lead: lead.referrer_id and lead.site_id):
            self.env["property.membership"]._reward(lead.referrer_id, lead, "referral")
