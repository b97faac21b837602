import zlib

from odoo import api, fields, models
from odoo.exceptions import UserError

from .helpdesk_ticket_rework import WORKED
from .property_quality_check import CHECKERS, RESULTS


class HelpdeskTicket(models.Model):
    """Draws closed requests whose work is looked at."""

    _inherit = "helpdesk.ticket"

    quality_check_ids = fields.One2many(
        "property.quality.check", "ticket_id", readonly=True, groups=CHECKERS
    )
    quality_result = fields.Selection(
        RESULTS,
        compute="_compute_quality_result",
        store=True,
        string="Quality",
        groups=CHECKERS,
        help="The last look of somebody else at the work.",
    )

    @api.depends("quality_check_ids.result")
    def _compute_quality_result(self):
        for ticket in self:
            last = ticket.quality_check_ids.sorted("id")[-1:]
            ticket.quality_result = last.result

    def _log_changes(self, before, reason=None):
        result = super()._log_changes(before, reason)
        moved = self.filtered(
            lambda t: t.stage_id.is_finished != before[t.id]["stage_id"].is_finished
        )
        told = self.filtered(
            lambda t: t.close_cause and t.close_cause != before[t.id]["close_cause"]
        )
        done = (moved | told).filtered("stage_id.is_finished")
        done._draw_for_quality()
        (moved - done)._drop_pending_checks()
        return result

    def _draw_for_quality(self):
        """Put a share of what was worked on, and all rework, on the list."""
        # sudo: workers close, and do not read the list
        drawn_sudo = self.sudo().filtered(
            lambda t: t.close_cause in WORKED and t._is_drawn()
        )
        drawn_sudo._ask_quality_check()

    def _is_drawn(self):
        percent = self.company_id.quality_percent
        lot = zlib.crc32(f"{self.id}:{self.reopen_count}".encode()) % 100
        return bool(percent) and (self.is_rework or lot < percent)

    def _ask_quality_check(self, reason=None):
        drawn = {True: "rework", False: "sample"}
        # sudo: nobody makes checks by hand
        Check = self.env["property.quality.check"].sudo()
        return Check.create(
            [
                {
                    "ticket_id": ticket.id,
                    "worker_id": ticket.user_id.id or ticket.closed_by_id.id,
                    "reason": reason or drawn[ticket.is_rework],
                }
                for ticket in self
            ]
        )

    def _drop_pending_checks(self):
        if not self:
            return
        # sudo: what is open again is not looked at
        self.env["property.quality.check"].sudo().search(
            [("ticket_id", "in", self.ids), ("result", "=", "to_check")]
        ).unlink()

    def action_check_quality(self):
        """Open the check of the request, a new one if none waits."""
        self.ensure_one()
        Check = self.env["property.quality.check"]
        Check.check_access("write")
        if not self.stage_id.is_finished:
            raise UserError(self.env._("Only finished work is checked."))
        check = Check.search([("ticket_id", "=", self.id)], limit=1)
        if check.result != "to_check":
            check = self._ask_quality_check("asked").sudo(False)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Check the work"),
            "res_model": check._name,
            "res_id": check.id,
            "views": [(False, "form")],
            "target": "new",
        }
