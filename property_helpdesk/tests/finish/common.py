from datetime import timedelta
from unittest.mock import patch

from odoo import Command

from ..clock.common import ClockCommon, at, freeze_time

__all__ = ["FinishCommon", "at", "freeze_time"]
DONE_AT = "2026-03-09 10:30"
WEEK = timedelta(days=7)


class FinishCommon(ClockCommon):
    """A team that asks its residents whether what is done is solved."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stage_confirm = cls.env.ref(
            "property_helpdesk.helpdesk_ticket_stage_confirm"
        )
        cls.plain_team = cls.env["helpdesk.ticket.team"].create({"name": "At once"})
        cls.team = cls.env["helpdesk.ticket.team"].create(
            {
                "name": "Asking",
                "asks_confirmation": True,
                "user_ids": [Command.link(cls.user_technician.id)],
            }
        )

    def _receive(self, text="2026-03-09 08:30", **values):
        return super()._receive(
            text,
            **{"team_id": self.team.id, "user_id": self.user_technician.id, **values},
        )

    def _finish(self, tickets, text=DONE_AT, user=None):
        """Let the technician report the requests done."""
        with self._at(text):
            tickets.with_user(user or self.user_technician)._close("Washer replaced")
            self.env.flush_all()
        return tickets

    def _run_auto_close(self, text, left=60):
        cron = type(self.env["ir.cron"])
        with (
            self._at(text),
            patch.object(cron, "_commit_progress", return_value=left) as commit,
        ):
            self.Ticket._cron_close_unconfirmed()
            self.env.flush_all()
        return commit.call_count
