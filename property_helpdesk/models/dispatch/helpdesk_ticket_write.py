from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..ticket.helpdesk_ticket_event import TRIGGERS


class HelpdeskTicket(models.Model):
    """What may change, on what conditions, and that it is written down.

    Whoever changes an assignment or re-opens a request passes the reason in the
    context key ``ticket_reason``: ``ticket.with_context(ticket_reason="…").write(…)``.
    """

    _inherit = "helpdesk.ticket"

    def write(self, vals):
        self._check_facts(vals)
        self._check_linked([vals])
        if "stage_id" in vals or "solution" in vals:
            self._check_closing(vals)
        if TRIGGERS.isdisjoint(vals) or not self:
            return super().write(vals)
        if vals.get("partner_id") and "partner_name" not in vals:
            requester = self.env["res.partner"].browse(vals["partner_id"])
            vals = {**vals, "partner_name": requester.name}
        reason = self._get_reason()
        self._check_change(vals, reason)
        before = self._get_logged_values()
        result = super().write(vals)
        # sudo: the system keeps the role
        for ticket_sudo, corrected in self.sudo()._get_role_corrections(before):
            super(HelpdeskTicket, ticket_sudo).write(corrected)
        for tickets_sudo, followed in self._get_consequences(before, vals):
            super(HelpdeskTicket, tickets_sudo).write(followed)
        self.filtered(lambda t: t.user_id != before[t.id]["user_id"])._check_holders()
        self._log_changes(before, reason)
        if "user_id" not in vals and not self.env.su:
            self._check_freed(before, "team_id" in vals and not reason)
        return result

    def _get_reason(self):
        reason = self.env.context.get("ticket_reason")
        return reason.strip() if isinstance(reason, str) else ""

    def _get_role_corrections(self, before):
        """Return the role of who is named instead, or in another unit."""
        corrected = self.filtered(
            lambda t: any(
                before[t.id][name] != t[name] for name in ("partner_id", "unit_id")
            )
        )
        keys = [(t.partner_id.id, t.unit_id.id, t.site_id.id) for t in corrected]
        roles = self._get_requester_roles([key for key in keys if key[0]])
        return [
            (ticket, {"requester_role": roles.get(key, False)})
            for ticket, key in zip(corrected, keys, strict=True)
        ]

    def _get_consequences(self, before, vals):
        """Return ``[(tickets, values)]``: what the system writes after the change.

        Nobody may write these by hand.
        """
        # sudo: the system writes it
        tickets_sudo = self.sudo()
        return [
            *tickets_sudo._get_address_consequences(before, vals),
            *tickets_sudo._get_stage_consequences(before),
        ]

    def _get_address_consequences(self, before, vals):
        """Replace the address of the former requester, who may be protected."""
        if "partner_id" not in vals or "partner_email" in vals:
            return
        for ticket in self:
            former = before[ticket.id]["partner_id"]
            if former and former != ticket.partner_id:
                yield ticket, {"partner_email": ticket.partner_id.email}

    def _get_stage_consequences(self, before):
        """Keep who did it, and count and clear what re-opening undoes."""
        moved = self.filtered(
            lambda t: t.stage_id.is_finished != before[t.id]["stage_id"].is_finished
        )
        if done := moved.filtered("stage_id.is_finished"):
            yield done, {"closed_by_id": self.env.uid}
        cleared = {"closed_by_id": False, "close_cause": False, "solution": False}
        for count, tickets in (moved - done).grouped("reopen_count").items():
            yield tickets, {**cleared, "reopen_count": count + 1}

    def _check_closing(self, vals):
        """Refuse to close, or to leave closed, what has no solution."""
        stage = self.env["helpdesk.ticket.stage"].browse(vals.get("stage_id") or ())
        done = self if stage.is_finished else self.filtered("stage_id.is_finished")
        if not stage or stage.is_finished:
            done._check_solution(vals)

    def _check_solution(self, vals=None):
        for ticket in self:
            solution = (vals or {}).get("solution", ticket.solution)
            if not (solution or "").strip():
                raise UserError(
                    self.env._(
                        "Solution: write what was done about %(ticket)s before"
                        " closing it.",
                        ticket=ticket.display_name,
                    )
                )

    def _check_may_promise(self, deadline):
        """Refuse that who works on it gives himself more time."""
        if self._may_assign_others():
            return
        deadline = fields.Datetime.to_datetime(deadline) or False
        for ticket in self:
            if ticket.date_deadline != deadline:
                raise AccessError(
                    self.env._(
                        "Deadline: dispatchers change it. Tell them why %(ticket)s"
                        " needs another one.",
                        ticket=ticket.display_name,
                    )
                )

    def _check_freed(self, before, needs_reason):
        """Refuse that another team or class takes work from who may keep it."""
        moved = self.filtered(lambda t: t.team_id != before[t.id]["team_id"])
        freed = moved.filtered(lambda t: before[t.id]["user_id"] and not t.user_id)
        for ticket in freed:
            holder = before[ticket.id]["user_id"]
            if holder != self.env.user and not self._may_assign_others():
                raise ticket._get_assigning_refused()
            if needs_reason:
                raise ticket._get_reason_missing(holder)

    def _get_reason_missing(self, holder):
        return UserError(
            self.env._(
                "Reason: %(ticket)s belongs to %(user)s. Use “Assign” and say"
                " why it goes to somebody else.",
                ticket=self.display_name,
                user=holder.name,
            )
        )

    def _check_change(self, vals, reason):
        """Refuse what needs a right or a reason and has none."""
        if "user_id" in vals:
            self._check_may_assign(vals["user_id"])
        if "date_deadline" in vals:
            self._check_may_promise(vals["date_deadline"])
        if reason:
            return
        if "user_id" in vals:
            taken = self.filtered(
                lambda t: t.user_id and t.user_id.id != vals["user_id"]
            )
            if taken:
                raise taken[0]._get_reason_missing(taken[0].user_id)
        stage = self.env["helpdesk.ticket.stage"].browse(vals.get("stage_id") or ())
        done = self.filtered("stage_id.is_finished")
        if stage and not stage.is_finished and done:
            raise UserError(
                self.env._(
                    "Reason: %(ticket)s is closed. Use “Re-open” and say why.",
                    ticket=done[0].display_name,
                )
            )
