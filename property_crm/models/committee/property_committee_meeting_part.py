from odoo import api, fields, models
from odoo.exceptions import UserError


class PropertyCommitteeMeetingPart(models.AbstractModel):
    """What belongs to a meeting, and is written only while the meeting stands so."""

    _name = "property.committee.meeting.part"
    _inherit = ["property.committee.mixin"]
    _description = "Part of a committee meeting"
    _open_states = ("called", "held")

    meeting_id = fields.Many2one(
        "property.committee.meeting",
        required=True,
        index=True,
        ondelete="cascade",
    )
    term_id = fields.Many2one(related="meeting_id.term_id", store=True)

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts._check_open()
        return parts

    def write(self, vals):
        self.check_access("write")
        self._check_open()
        result = super().write(vals)
        self._check_open()  # also the meeting that it was moved to
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_closed(self):
        self._check_open()

    def _check_open(self):
        if self.env.su:
            return
        for part in self:
            if part.meeting_id.state not in self._open_states:
                raise UserError(part._explain_closed())

    def _explain_closed(self):
        """Return why the part may not be changed now."""
        if self.meeting_id.state == "planned":
            return self.env._("Call the meeting first: the members count as of then.")
        return self.env._("This meeting is closed: its records stay as they are.")
