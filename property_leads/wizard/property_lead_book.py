from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class PropertyLeadBook(models.TransientModel):
    """Everything somebody pursues goes to a colleague, or to all in turn."""

    _name = "property.lead.book"
    _description = "Hand over prospects"

    from_user_id = fields.Many2one(
        "res.users",
        string="Prospects of",
        required=True,
        domain="[('share', '=', False)]",
        context={"active_test": False},
    )
    to_user_id = fields.Many2one(
        "res.users",
        string="Go to",
        domain="[('share', '=', False), ('id', '!=', from_user_id)]",
        help="Empty: each goes to whose turn it is.",
    )
    site_ids = fields.Many2many(
        "property.site", string="Only at", help="Empty: everywhere."
    )
    reason = fields.Char(required=True)
    lead_count = fields.Integer(string="Open prospects", compute="_compute_lead_count")

    @api.depends("from_user_id", "site_ids")
    def _compute_lead_count(self):
        for book in self:
            book.lead_count = self.env["crm.lead"].search_count(book._get_domain())

    def _get_domain(self):
        domain = self.env["crm.lead"]._get_pursued_domain() & Domain(
            "user_id", "=", self.from_user_id.id
        )
        if self.site_ids:
            domain &= Domain("site_id", "in", self.site_ids.ids)
        return domain

    def action_hand_over(self):
        self.ensure_one()
        leads = self.env["crm.lead"].search(self._get_domain())
        if not leads:
            raise UserError(
                self.env._(
                    "%(user)s has no open prospects there.",
                    user=self.from_user_id.name,
                )
            )
        leads.check_access("write")
        # sudo: the turns decide, also for somebody who then sees them no more
        leads.sudo()._give_on(self.reason, self.to_user_id)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
