from odoo import models
from odoo.exceptions import UserError


class HelpdeskTicketTeam(models.Model):
    _inherit = "helpdesk.ticket.team"

    def _get_waiting_stage(self, reason):
        """Return the stage of what waits for this, or for anything."""
        stages = self._get_applicable_stages().filtered("wait_reason")
        exact = stages.filtered(lambda stage: stage.wait_reason == reason)
        if not stages:
            raise UserError(
                self.env._(
                    "No stage is for waiting. Choose in the stages what they wait for."
                )
            )
        return (exact or stages)[:1]

    def _get_working_stage(self):
        """Return the first stage in which work is done."""
        stages = self._get_applicable_stages().filtered(
            lambda stage: not stage.is_finished and not stage.wait_reason
        )
        return (stages.filtered(lambda stage: not stage.unattended) or stages)[:1]
