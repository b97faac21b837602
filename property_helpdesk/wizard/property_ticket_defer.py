from datetime import datetime, time, timedelta

import pytz

from odoo import fields, models


class PropertyTicketDefer(models.TransientModel):
    _name = "property.ticket.defer"
    _description = "Put requests aside"

    ticket_ids = fields.Many2many("helpdesk.ticket", string="Requests", required=True)
    deferred_until = fields.Datetime(
        required=True,
        default=lambda self: self._default_deferred_until(),
        help="Until then nothing is expected. On this date it comes back by itself.",
    )
    reason = fields.Text(required=True, help="What it waits for. Kept in the log.")

    def _default_deferred_until(self):
        """Tomorrow morning, where the user is."""
        zone = self.env.tz
        day = fields.Date.context_today(self) + timedelta(days=1)
        morning = zone.localize(datetime.combine(day, time(8)))
        return morning.astimezone(pytz.utc).replace(tzinfo=None)

    def action_defer(self):
        self.ensure_one()
        self.ticket_ids._defer(self.deferred_until, self.reason)
        return {"type": "ir.actions.act_window_close"}
