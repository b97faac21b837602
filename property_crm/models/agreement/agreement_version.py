from odoo import fields, models


class Agreement(models.Model):
    """Versions: what was offered stays, the next one is written beside it."""

    _inherit = "agreement"

    version = fields.Integer(default=1, copy=False, readonly=True)
    previous_id = fields.Many2one(
        "agreement",
        string="Previous version",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    next_ids = fields.One2many("agreement", "previous_id", string="Next versions")

    def action_new_version(self):
        """Write the next version; an offer that is out can no longer be signed."""
        self.ensure_one()
        self._check_state("approved", "sent", "refused", "expired", "active")
        # sudo: version and predecessor are kept by the system
        new = self.sudo().copy(
            {
                "code": f"{self._get_base_code()}-{self.version + 1}",
                "version": self.version + 1,
                "previous_id": self.id,
                "user_id": self.env.uid,
            }
        )
        if self.state != "active":
            self._set_state("replaced")
        return self._action_open(new)

    def _get_base_code(self):
        code = self.proposal_code or self.code
        return code.rsplit("-", 1)[0] if self.version > 1 else code

    def _close_previous(self):
        """An agreement in force ends where its next version begins."""
        previous = self.previous_id
        if previous.state == "active":
            day = fields.Date.subtract(self.start_date, days=1)
            start = previous.start_date or day
            previous._set_state("replaced", end_date=max(start, day))
        return super()._close_previous()

    def action_view_versions(self):
        """Open all versions of this document."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.agreement_proposal_action"
        )
        ids = self._get_versions().ids
        return action | {"domain": [("id", "in", ids)], "context": {}}

    def _get_versions(self):
        versions = self
        while older := versions[:1].previous_id:
            versions = older | versions
        while newer := versions[-1:].next_ids - versions:
            versions |= newer
        return versions

    def _action_open(self, record):
        return {
            "type": "ir.actions.act_window",
            "res_model": "agreement",
            "res_id": record.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }
