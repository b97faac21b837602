from datetime import timedelta

from odoo import api, models

from ...tools.busy_time import Busy

# What a planned call takes of an agent's time.
CALL_TIME = timedelta(minutes=15)


class CalendarEvent(models.Model):
    """Who is to call somebody back is busy with it."""

    _inherit = "calendar.event"

    @api.model
    def _get_busy_sources(self):
        return [*super()._get_busy_sources(), self._get_busy_calls]

    @api.model
    def _get_busy_calls(self, users, start, stop):
        # sudo: that a colleague is busy is no secret; with whom, is told to nobody
        backs_sudo = self.env["property.call.back"].sudo()
        found = backs_sudo.search_fetch(
            [
                ("user_id", "in", users.ids),
                ("state", "=", "open"),
                ("next_attempt_at", ">", start - CALL_TIME),
                ("next_attempt_at", "<", stop),
            ],
            ["user_id", "next_attempt_at"],
        )
        label = self.env._("Call-back")
        return [
            (
                back.user_id.id,
                Busy(
                    back.next_attempt_at,
                    back.next_attempt_at + CALL_TIME,
                    label,
                    back._name,
                    back.id,
                ),
            )
            for back in found
        ]
