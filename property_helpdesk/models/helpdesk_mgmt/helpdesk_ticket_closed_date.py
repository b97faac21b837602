"""helpdesk_mgmt 19.0.1.3.2 keeps closed_date after re-opening, leaves it empty on
a ticket created in a closed stage, and moves it when a closed ticket changes from
one closed stage to another."""

from odoo import models


class HelpdeskTicket(models.Model):
    _inherit = "helpdesk.ticket"

    def _compute_stage_id(self):
        """Look the stages up once per team, and leave closed tickets closed."""
        for team, tickets in self.grouped("team_id").items():
            stages = team._get_applicable_stages()
            for ticket in tickets:
                keep = ticket.stage_id in stages or ticket.stage_id.is_finished
                ticket.stage_id = ticket.stage_id if keep else stages[:1]

    def write(self, vals):
        if not vals.get("stage_id") or "closed_date" in vals:
            return super().write(vals)
        closed_dates = {t: t.closed_date for t in self if t.stage_id.closed}
        result = super().write(dict(vals))
        is_closed = self.env["helpdesk.ticket.stage"].browse(vals["stage_id"]).closed
        for ticket, closed_date in closed_dates.items():
            # sudo: the system keeps the date; past write(), as it only puts it back
            super(HelpdeskTicket, ticket.sudo()).write(
                {"closed_date": is_closed and closed_date}
            )
        return result
