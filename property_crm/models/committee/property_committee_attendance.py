from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .property_committee_meeting import CLOSED_STATES
from .property_committee_member import ROLES


class PropertyCommitteeAttendance(models.Model):
    """Whether a member was at a meeting; nobody is sent in his place."""

    _name = "property.committee.attendance"
    _inherit = ["property.committee.meeting.part"]
    _description = "Attendance of a committee meeting"
    _order = "meeting_id, id"

    member_id = fields.Many2one(
        "property.committee.member",
        string="Committee member",
        required=True,
        index=True,
        ondelete="restrict",
    )
    role = fields.Selection(
        ROLES, compute="_compute_role", store=True, help="On the day of the meeting."
    )
    presence = fields.Selection(
        [("present", "Present"), ("absent", "Not there"), ("excused", "Excused")],
        string="Was there",
        help="Members are there themselves: a committee knows no proxies.",
    )

    _member_uniq = models.Constraint(
        "UNIQUE(meeting_id, member_id)", "The member is on the list already."
    )

    @api.depends("member_id.role")
    def _compute_role(self):
        """Follow the member until the minutes are published."""
        for row in self:
            is_closed = row.meeting_id.state in CLOSED_STATES
            row.role = (row.role if is_closed else False) or row.member_id.role

    @api.depends("member_id")
    def _compute_display_name(self):
        for row in self:
            row.display_name = row.member_id.display_name

    @api.constrains("member_id", "meeting_id")
    def _check_member_of_the_day(self):
        for row in self:
            if row.member_id not in row.meeting_id._get_members():
                raise ValidationError(
                    self.env._(
                        "Attendance: %(name)s is no member on the day of the meeting.",
                        name=row.member_id.display_name,
                    )
                )

    @api.constrains("presence")
    def _check_voters_were_there(self):
        """Who has voted was there: take his votes back first."""
        away = self.filtered(lambda row: row.presence != "present")
        votes = away.meeting_id.decision_ids.vote_ids
        for vote in votes:
            if (
                vote.member_id
                in away.filtered(
                    lambda row, vote=vote: row.meeting_id == vote.meeting_id
                ).member_id
            ):
                raise ValidationError(
                    self.env._(
                        "Attendance: %(name)s has voted. Delete his votes first.",
                        name=vote.member_id.display_name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_members(self):
        if not self.env.su:
            raise UserError(
                self.env._("Every member of the day counts, whether he comes or not.")
            )
