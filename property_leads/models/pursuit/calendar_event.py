from odoo import api, models

# Context value of events that log more than a meeting. An object, so that no client
# can send it.
LOGGED = object()


class CalendarEvent(models.Model):
    _inherit = "calendar.event"

    @api.model_create_multi
    def create(self, vals_list):
        """A meeting that was agreed on is a contact."""
        events = super().create(vals_list)
        if self.env.context.get("lead_logged") is LOGGED:
            return events
        agreed = events.filtered("opportunity_id")
        self.env["crm.lead"]._log_events(
            [
                {
                    "lead_id": event.opportunity_id.id,
                    "kind": "meeting",
                    "new_value": event.name,
                }
                for event in agreed
            ]
        )
        return events
