from odoo import fields, models
from odoo.exceptions import UserError


class PropertyCall(models.Model):
    """A call typed by hand, or one whose telephone system says nothing: its buttons."""

    _inherit = "property.call"

    def action_answer(self):
        """Take the call: it is the user's from now on."""
        self.ensure_one()
        self._check_flow("ringing")
        self.write({"answered_at": self._get_moment(), "user_id": self.env.uid})
        return True

    def action_hang_up(self):
        self.ensure_one()
        self._check_flow("ringing", "talking")
        self.ended_at = self._get_moment()
        return True

    def action_wrap_up(self):
        """Be done with what had to be done after the talk."""
        self.ensure_one()
        self._check_flow("wrap_up")
        self.wrapped_up_at = self._get_moment()
        return True

    def _get_moment(self):
        """Return now, and no moment before what the telephone system has told."""
        known = (self.offered_at, self.answered_at, self.ended_at)
        return max(filter(None, (fields.Datetime.now(), *known)))

    def _check_flow(self, *states):
        if self.state not in states:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "Call %(call)s: it is “%(state)s” now.",
                    call=self.name,
                    state=labels[self.state],
                )
            )

    def action_set_customer(self):
        """Say that the person of the context is the one who called."""
        self.ensure_one()
        partner = self.env["res.partner"].browse(self.env.context.get("caller_id"))
        self.partner_id = partner.exists()
        return True
