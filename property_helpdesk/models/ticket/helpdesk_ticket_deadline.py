from datetime import datetime, time

import pytz

from odoo import api, fields, models
from odoo.fields import Domain

DEADLINE_STATES = [
    ("open", "In time"),
    ("due", "Due today"),
    ("late", "Late"),
    ("on_time", "Kept"),
]


class HelpdeskTicket(models.Model):
    """Until when, and whether that was or will be kept."""

    _inherit = "helpdesk.ticket"

    date_deadline = fields.Datetime(string="Deadline", copy=False)
    deadline_state = fields.Selection(
        DEADLINE_STATES,
        compute="_compute_deadline_state",
        search="_search_deadline_state",
    )
    deadline_result = fields.Selection(
        [("on_time", "On time"), ("late", "Late")],
        compute="_compute_deadline_result",
        store=True,
        help="How what is done stands to its deadline.",
    )

    @api.depends("done_at", "closed_date", "date_deadline")
    def _compute_deadline_result(self):
        for ticket in self:
            finished_at = ticket._get_finished_at()
            if not (finished_at and ticket.date_deadline):
                ticket.deadline_result = False
            elif finished_at <= ticket.date_deadline:
                ticket.deadline_result = "on_time"
            else:
                ticket.deadline_result = "late"

    def _get_finished_at(self):
        """Return when the work was over, False while it is not."""
        return self.done_at or self.closed_date

    @api.depends("deadline_result", "date_deadline", "done_at", "closed_date")
    def _compute_deadline_state(self):
        now, tonight = self._get_deadline_bounds()
        for ticket in self:
            deadline = ticket.date_deadline
            if ticket.deadline_result:
                ticket.deadline_state = ticket.deadline_result
            elif not deadline or ticket._get_finished_at():
                ticket.deadline_state = False
            elif deadline < now:
                ticket.deadline_state = "late"
            else:
                ticket.deadline_state = "due" if deadline <= tonight else "open"

    @api.model
    def _get_deadline_bounds(self):
        """Return now and the end of the user's day, both in UTC and naive."""
        now = fields.Datetime.now()
        zone = self.env.tz
        today = pytz.utc.localize(now).astimezone(zone).date()
        tonight = zone.localize(datetime.combine(today, time.max))
        return now, tonight.astimezone(pytz.utc).replace(tzinfo=None)

    def _search_deadline_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        now, tonight = self._get_deadline_bounds()
        is_open = self._get_work_domain()
        deadline = Domain("date_deadline", "!=", False)
        states = {
            "open": is_open & Domain("date_deadline", ">", tonight),
            "due": is_open
            & Domain("date_deadline", ">=", now)
            & Domain("date_deadline", "<=", tonight),
            "late": (is_open & deadline & Domain("date_deadline", "<", now))
            | Domain("deadline_result", "=", "late"),
            "on_time": Domain("deadline_result", "=", "on_time"),
            False: Domain("date_deadline", "=", False),
        }
        return Domain.OR(states[state] for state in value if state in states)
