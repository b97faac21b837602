from odoo import api, fields, models

# What the steps of a proposal are in the log of its prospect.
LOGGED_AS = {
    "sent": "proposal_sent",
    "refused": "proposal_over",
    "expired": "proposal_over",
    "cancelled": "proposal_over",
}


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

    @api.model_create_multi
    def create(self, vals_list):
        """The next version of a proposal is made to the same prospect."""
        for vals in vals_list:
            if vals.get("previous_id") and "lead_id" not in vals:
                # sudo: the one before was made to him, whoever writes the next
                previous_sudo = self.sudo().browse(vals["previous_id"])
                vals["lead_id"] = previous_sudo.lead_id.id
        agreements = super().create(vals_list)
        agreements._log_on_leads("proposal")
        return agreements

    def _set_state(self, state, **values):
        result = super()._set_state(state, **values)
        if state in LOGGED_AS:
            self._log_on_leads(LOGGED_AS[state])
        return result

    def _log_on_leads(self, kind):
        self.env["crm.lead"]._log_documents(
            kind, self, lambda one: f"{one.code} · {one.name or ''}"
        )

    def _make_active(self, day, name=""):
        result = super()._make_active(day, name)
        # sudo: the customer signs on his page, and so wins himself
        lead_sudo = self.sudo().lead_id
        if lead_sudo:
            lead_sudo._close_deal(self.sudo())
        return result
