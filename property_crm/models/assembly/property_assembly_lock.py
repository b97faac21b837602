from odoo import api, models
from odoo.exceptions import UserError

# What the owners were told: it stays as it is once they are called, for everybody.
TOLD_FIELDS = frozenset(
    (
        "site_id",
        "kind",
        "form",
        "scope",
        "building_id",
        "entrance",
        "unit_ids",
        "committee_term_id",
        "meeting_at",
        "opens_at",
        "closes_at",
        "notice_on",
        "notice_proof",
        "notice_document",
        "procedure_id",
        "paper_until",
        "collect_until",
        "motion_ids",
        "description",
    )
)
# What only the steps write, never a hand.
KEPT_FIELDS = frozenset(
    (
        "state",
        "number",
        "frozen_on",
        "chain_head",
        "head_identity",
        "developer_key",
        "opened_on",
        "closed_on",
        "counted_on",
        "announced_on",
        "challenge_until",
        "previous_id",
        "public_key",
        "wrapped_key",
        "scrutineer_ids",
        "previewed_on",
        "unit_count",
        "head_count",
        "area_centi",
        "notice_id",
    )
)
# Of these nothing changes any more.
ENDED = ("final", "annulled", "cancelled")


class PropertyAssembly(models.Model):
    """What may still be changed, and when."""

    _inherit = "property.assembly"

    @api.model
    def _get_kept_fields(self):
        return super()._get_kept_fields() | KEPT_FIELDS | {"wrapped_key"}

    def write(self, vals):
        if not self.env.su and KEPT_FIELDS & vals.keys():
            raise UserError(self.env._("The system keeps the state of an assembly."))
        if TOLD_FIELDS & vals.keys() - self._get_call_fields(vals):
            self._check_not_called()
        return super().write(vals)

    @api.model
    def _get_call_fields(self, vals):
        """Return what the call itself completes, in the step that ends the draft."""
        return {"notice_on"} if vals.get("state") == "called" else set()

    def _check_not_called(self):
        """Refuse what the owners were not told; superuser or not."""
        for assembly in self:
            if assembly.frozen_on:
                raise UserError(
                    self.env._(
                        "%(assembly)s: the owners were called to it, with this time,"
                        " register and agenda. Call it off, and call another.",
                        assembly=assembly.name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_called(self):
        self._check_not_called()
