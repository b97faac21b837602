from odoo import fields, models


class Agreement(models.Model):
    """A proposal made to a prospect; when it is accepted, he is won."""

    _inherit = "agreement"

    lead_id = fields.Many2one(
        "crm.lead",
        string="Prospect",
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    def _make_active(self, day, name=""):
        result = super()._make_active(day, name)
        # sudo: the customer signs on his page, and so wins himself
        lead_sudo = self.sudo().lead_id
        if lead_sudo:
            lead_sudo._close_deal(self.sudo())
        return result
