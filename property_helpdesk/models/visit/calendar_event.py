from odoo import api, fields, models
from odoo.exceptions import UserError

WATCHED = frozenset(
    {"start", "stop", "start_date", "stop_date", "duration", "allday"}
    | {"active", "partner_ids"}
)


class CalendarEvent(models.Model):
    """A visit that is moved or deleted in the calendar is moved or cancelled."""

    _inherit = "calendar.event"

    visit_ids = fields.One2many("property.visit", "event_id", string="Visits")

    def write(self, vals):
        # the calendar empties the dictionary
        is_watched = not WATCHED.isdisjoint(vals)
        result = super().write(vals)
        if is_watched and not self.env.context.get("property_visit"):
            self._get_visits()._follow_event()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_cancels_visits(self):
        if self.env.context.get("property_visit"):
            return
        planned = self._get_visits().filtered(
            lambda visit: visit.state in ("planned", "on_the_way")
        )
        planned._cancel(self.env._("Deleted in the calendar."))

    def _get_told_elsewhere(self):
        """The visit itself tells the resident and the technician."""
        visits_sudo = self._get_visits().sudo()  # sudo: which of these it stands behind
        return super()._get_told_elsewhere() | self & visits_sudo.event_id

    def _get_visits(self):
        """Return the visits that stand behind the entries, to be asked for rights."""
        # sudo: whose entry it is must not depend on who may see the request
        visits_sudo = self.env["property.visit"].sudo()
        return visits_sudo.search([("event_id", "in", self.ids)]).sudo(self.env.su)


class CalendarAttendee(models.Model):
    _inherit = "calendar.attendee"

    def do_decline(self):
        if self.event_id._get_visits():
            raise UserError(
                self.env._("This is a visit: move it, or say why it is cancelled.")
            )
        return super().do_decline()
