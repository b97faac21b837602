from odoo import fields, models


class PropertyCommitteeAttendance(models.Model):
    """Whether a member was at a meeting; nobody is sent in his place."""

    _name = "property.committee.attendance"
    _inherit = ["property.committee.mixin"]
    _description = "Attendance of a committee meeting"
    _order = "meeting_id, id"

    meeting_id = fields.Many2one(
        "property.committee.meeting", required=True, index=True, ondelete="cascade"
    )
    term_id = fields.Many2one(related="meeting_id.term_id", store=True)
    member_id = fields.Many2one(
        "property.committee.member", required=True, index=True, ondelete="restrict"
    )
    presence = fields.Selection(
        [("present", "Present"), ("absent", "Absent"), ("excused", "Excused")],
        required=True,
        default="absent",
    )
