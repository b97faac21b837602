from datetime import datetime, time, timedelta

import pytz

from odoo import fields, models
from odoo.fields import Domain


class PropertyDailyLog(models.TransientModel):
    """What happened on a site on one day, to read, print and sign."""

    _name = "property.daily.log"
    _description = "Daily log of a site"
    _rec_name = "site_id"

    site_id = fields.Many2one(
        "property.site",
        required=True,
        default=lambda self: self.env["property.site"].search([], limit=1),
    )
    date = fields.Date(string="Day", required=True, default=fields.Date.context_today)

    def _get_domain(self):
        """Return the events of the site on the day, as the reader's clock has it."""
        zone = self.env.tz
        start, end = (
            zone.localize(datetime.combine(day, time.min))
            .astimezone(pytz.utc)
            .replace(tzinfo=None)
            for day in (self.date, self.date + timedelta(days=1))
        )
        return (
            Domain("ticket_id.site_id", "=", self.site_id.id)
            & Domain("date", ">=", start)
            & Domain("date", "<", end)
        )

    def _get_events(self):
        """Return the events in the order in which they happened."""
        return self.env["property.ticket.event"].search(
            self._get_domain(), order="date, id"
        )

    def action_view(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_helpdesk.property_ticket_event_action"
        )
        action["domain"] = [("id", "in", self._get_events().ids)]
        return action

    def action_print(self):
        self.ensure_one()
        report = self.env.ref("property_helpdesk.report_daily_log_action")
        return report.report_action(self)
