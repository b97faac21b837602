from odoo import api, models
from odoo.exceptions import UserError


class HelpdeskTicket(models.Model):
    """Closing with a solution, re-opening with a reason."""

    _inherit = "helpdesk.ticket"

    def action_close(self):
        """Ask how it was solved."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_helpdesk.property_ticket_close_action"
        )
        action["context"] = {"default_ticket_ids": self.ids}
        return action

    def action_reopen(self):
        """Ask why it was not solved after all."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_helpdesk.property_ticket_reopen_action"
        )
        action["context"] = {"default_ticket_ids": self.ids}
        return action

    def action_start(self):
        """Begin to work: the next step of an assigned request."""
        stage = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_in_progress")
        self.filtered(lambda t: not t.stage_id.is_finished).stage_id = stage
        for ticket in self.filtered(lambda t: not t.user_id):
            ticket._assign(self.env.user)

    def _close(self, solution, cause="solved", stage=None, **values):
        """Close what is open; ``values`` are written along with the solution."""
        stage = stage or self._get_closing_stage()
        tickets = self.filtered(lambda ticket: not ticket.stage_id.closed)
        tickets.with_context(ticket_reason=solution).write(
            {
                **values,
                "solution": solution,
                "close_cause": cause,
                "stage_id": stage.id,
            }
        )
        return tickets

    def _reopen(self, reason):
        if not (reason or "").strip():
            raise UserError(self.env._("Reason: say why it is opened again."))
        closed = self.filtered("stage_id.is_finished")
        for team, tickets in closed.grouped("team_id").items():
            stages = team._get_applicable_stages().filtered(lambda s: not s.is_finished)
            working = stages.filtered(lambda stage: not stage.unattended)
            stage = (working or stages)[:1]
            tickets.with_context(ticket_reason=reason).stage_id = stage
        return closed

    @api.model
    def _get_closing_stage(self):
        """Return the stage of what is done."""
        stage = self.env.ref(
            "helpdesk_mgmt.helpdesk_ticket_stage_done", raise_if_not_found=False
        )
        if stage and stage.active and stage.closed:
            return stage
        return self.env["helpdesk.ticket.stage"].search(
            [("closed", "=", True)], limit=1
        )
