from odoo import api, models
from odoo.exceptions import UserError

# who sits when, and with that who is called to a meeting
SEAT_FIELDS = frozenset(("term_id", "role", "date_start", "date_end"))


class PropertyCommitteeMember(models.Model):
    """A meeting that is called counts who is a member on its day, not on the call's."""

    _inherit = "property.committee.member"

    @api.model_create_multi
    def create(self, vals_list):
        members = super().create(vals_list)
        members._sync_called_meetings()
        return members

    def write(self, vals):
        if "partner_id" in vals:
            self._check_never_called(vals["partner_id"])
        result = super().write(vals)
        if SEAT_FIELDS & vals.keys():
            self._sync_called_meetings()
        return result

    def _sync_called_meetings(self):
        # sudo: who counts follows from the term; who changes it need not keep meetings
        called_sudo = (
            self.env["property.committee.meeting"]
            .sudo()
            .search([("term_id", "in", self.term_id.ids), ("state", "=", "called")])
        )
        called_sudo._sync_attendance()

    def _check_never_called(self, partner_id):
        """Leave the names in minutes to those who were there."""
        changed = self.filtered(lambda member: member.partner_id.id != partner_id)
        # sudo: no meeting may be left out
        rows_sudo = self.env["property.committee.attendance"].sudo()
        row_sudo = rows_sudo.search([("member_id", "in", changed.ids)], limit=1)
        if row_sudo:
            raise UserError(
                self.env._(
                    "Owner: %(name)s was called to meetings. End the seat, and enter"
                    " the other as a new member.",
                    name=row_sudo.member_id.display_name,
                )
            )
