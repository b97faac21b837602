from odoo import fields, models

from ..pursuit.calendar_event import LOGGED


class PropertyViewing(models.Model):
    """Its time in the calendars of who shows and who comes."""

    _inherit = "property.viewing"

    def _book(self, reason=None):
        """Put those planned into the calendar; refused if who shows it is taken."""
        Event = self.env["calendar.event"].with_context(
            no_mail_to_attendees=True, lead_logged=LOGGED
        )
        for viewing in self.filtered(lambda one: one.state == "planned"):
            vals = viewing._prepare_event_vals(reason)
            if viewing.event_id:
                # sudo: the event is the viewing's own, whoever moves it
                viewing.event_id.sudo().write(vals)
                continue
            # sudo: not the id of an event decides, which follows from the viewing
            viewing.sudo().event_id = Event.create(vals)

    def _prepare_event_vals(self, reason):
        people = self.user_id.partner_id | self.lead_id.partner_id
        return {
            "name": self.env._("Viewing of %(unit)s", unit=self.unit_id.name),
            "start": self.start,
            "stop": self.stop,
            "user_id": self.user_id.id,
            "partner_ids": [fields.Command.set(people.ids)],
            "location": f"{self.site_id.name} {self.unit_id.name}",
            "opportunity_id": self.lead_id.id,
            "clash_reason": reason or "",
        }
