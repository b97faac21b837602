from odoo import api, fields, models
from odoo.exceptions import UserError

CHANNELS = [("direct", "Direct"), ("agent", "Agent"), ("internet", "Internet")]


class PropertyLeadTouch(models.Model):
    """One time a person asked: from where, how, and about what. Only ever added."""

    _name = "property.lead.touch"
    _description = "Enquiry of a prospect"
    _order = "date desc, id desc"
    _rec_name = "lead_id"

    lead_id = fields.Many2one(
        "crm.lead", string="Prospect", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", index=True)
    date = fields.Datetime(required=True, default=fields.Datetime.now, index=True)
    channel = fields.Selection(CHANNELS, required=True, default="direct")
    source_id = fields.Many2one("utm.source", index="btree_not_null")
    medium_id = fields.Many2one("utm.medium")
    campaign_id = fields.Many2one("utm.campaign", index="btree_not_null")
    text = fields.Text(string="What was asked")
    is_first = fields.Boolean(string="The first one")
    external_key = fields.Char(copy=False, string="Key of the sender")

    _external_key_uniq = models.UniqueIndex(
        "(external_key, COALESCE(company_id, 0)) WHERE external_key IS NOT NULL",
        "An enquiry with this key has been received already.",
    )

    def write(self, vals):
        """Merging moves enquiries to the prospect that stays; nothing else does."""
        if self and not (self.env.su and set(vals) == {"lead_id", "is_first"}):
            raise UserError(self.env._("Enquiries that were received are not changed."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_always(self):
        raise UserError(self.env._("Enquiries that were received are not changed."))
