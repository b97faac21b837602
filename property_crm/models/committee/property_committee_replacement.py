from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.committee_rules import get_next_alternates


class PropertyCommitteeMember(models.Model):
    """A seat that is empty goes to the next of the alternates."""

    _inherit = "property.committee.member"

    follower_ids = fields.One2many(
        "property.committee.member", "replaces_id", string="Seat taken by"
    )
    is_replaceable = fields.Boolean(
        compute="_compute_is_replaceable", export_string_translation=False
    )

    @api.depends("role", "end_reason", "follower_ids", "term_id.state")
    def _compute_is_replaceable(self):
        for member in self:
            member.is_replaceable = (
                bool(member._origin and member.end_reason)
                and member.role != "alternate"
                and member.term_id.state != "ended"
                and not member.follower_ids
            )

    def action_replace(self):
        """End the seat, and give it to the alternate who is next in order."""
        self.ensure_one()
        self.check_access("write")
        self._check_replaceable()
        last = self.date_end or self.term_id._get_today_of_site()
        follower = self._get_follower(fields.Date.add(last, days=1))
        if not follower:
            raise UserError(
                self.env._("There is no alternate left who may sit: elect one.")
            )
        self.date_end = last
        return follower._take_seat(self)

    def _check_replaceable(self):
        if self.role == "alternate":
            raise UserError(self.env._("An alternate has no seat to fill."))
        if not self.end_reason:
            raise UserError(self.env._("Why it ended: say it first."))
        if self.follower_ids:
            raise UserError(self.env._("The seat is filled already."))

    def _get_follower(self, day):
        """Return the first alternate of that day against whom nothing speaks."""
        alternates = self.term_id._get_alternates(day)
        unable = alternates.filtered("concerns")
        following = get_next_alternates(list(alternates), 1, set(unable))
        return self.browse().union(*following)

    def _take_seat(self, left):
        """Begin on the day after; the place among the alternates is history then."""
        first = fields.Date.add(left.date_end, days=1)
        self.create(
            {
                "term_id": left.term_id.id,
                "partner_id": self.partner_id.id,
                "unit_id": self.unit_id.id,
                "role": "member",
                "seat": left.seat,
                "date_start": first,
                "yes_area": self.yes_area,
                "yes_heads": self.yes_heads,
                "rank": self.rank,
                "confirmed_on": self.confirmed_on,
                "replaces_id": left.id,
            }
        )
        self.write(
            {
                "date_end": max(left.date_end, self.date_start or left.date_end),
                "end_reason": "seated",
            }
        )
        return True
