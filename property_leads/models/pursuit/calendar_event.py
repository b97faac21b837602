from odoo import api, models


class CalendarEvent(models.Model):
    _inherit = "calendar.event"

    @api.model_create_multi
    def create(self, vals_list):
        """A meeting that was agreed on is a contact."""
        events = super().create(vals_list)
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
