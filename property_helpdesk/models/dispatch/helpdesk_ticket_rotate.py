from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Domain

from ...tools.dispatch_score import route


class HelpdeskTicket(models.Model):
    """Teams that work in turn: whoever has waited longest gets the next request."""

    _inherit = "helpdesk.ticket"

    @api.model_create_multi
    def create(self, vals_list):
        tickets = super().create(vals_list)
        tickets._rotate()
        return tickets

    def _rotate(self):
        """Give what nobody has to whose turn it is; the rest waits for the next run."""
        # the system gives it, whoever lets the request in
        desk = self.with_user(SUPERUSER_ID)
        waiting = desk.filtered_domain(self._get_rotation_domain())
        if not waiting:
            return
        for user_id, tickets in waiting._choose_people(self._pick_in_turn).items():
            tickets._assign(self.env["res.users"].browse(user_id))

    @api.model
    def _get_rotation_domain(self):
        return (
            self._get_work_domain()
            & Domain("user_id", "=", False)
            & Domain("deferred_until", "=", False)
            & Domain("team_id.dispatch_mode", "=", "rotate")
        )

    @api.model
    def _pick_in_turn(self, ticket, people, need, _weights):
        waited = (fields.Datetime.now() - ticket.reported_at) // timedelta(minutes=1)
        return route(people, need, waited, ticket.team_id.skill_wait_minutes)

    @api.model
    def _cron_rotate(self):
        """Try again with what nobody could take when it came in."""
        self._run_batches(self._get_rotation_domain(), "priority desc", "_rotate")
