from odoo import api, fields, models

from ...tools.next_step import get_next_step

WAITING = "helpdesk_mgmt.helpdesk_ticket_stage_awaiting"


class HelpdeskTicket(models.Model):
    """Tells whoever opens it what comes next."""

    _inherit = "helpdesk.ticket"

    next_step = fields.Char(
        compute="_compute_next_step", compute_sudo=True, groups="base.group_user"
    )

    @api.depends(
        "stage_id", "user_id", "checklist_ids.is_done", "checklist_ids.is_required"
    )
    @api.depends_context("uid", "lang")
    def _compute_next_step(self):
        waiting = self.env.ref(WAITING, raise_if_not_found=False)
        words = self._get_step_words()
        for ticket in self:
            items = ticket.checklist_ids.filtered(lambda item: not item.is_done)
            items = items.sorted(lambda item: not item.is_required)
            code, about = get_next_step(
                {
                    "closed": ticket.stage_id.closed,
                    "to_confirm": ticket.stage_id.to_confirm,
                    "has_user": ticket.user_id,
                    "is_mine": ticket.user_id == self.env.user,
                    "started": not ticket.stage_id.unattended,
                    "waiting": waiting and ticket.stage_id == waiting,
                    "open_items": items.mapped("name"),
                }
            )
            ticket.next_step = words[code] % {"item": about} if code in words else False

    @api.model
    def _get_step_words(self):
        return {
            "assign": self.env._("Give it to somebody."),
            "start": self.env._("Agree on a time, then start."),
            "await_start": self.env._("Wait until the assignee starts, or ask."),
            "wait": self.env._("Waiting. Ask again if nothing comes."),
            "do": self.env._("Next: %(item)s", item="%(item)s"),
            "confirm": self.env._("Done. The requester is asked to confirm it."),
            "close": self.env._("Close it: say what was done."),
        }
