from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..ticket.helpdesk_ticket_guard import PROGRAMS
from ..work.helpdesk_ticket_rework import WORKED


class HelpdeskTicket(models.Model):
    """What is done waits until its requester confirms it, or some days have passed."""

    _inherit = "helpdesk.ticket"

    to_confirm = fields.Boolean(related="stage_id.to_confirm")
    is_finished = fields.Boolean(related="stage_id.is_finished")
    confirm_until = fields.Datetime(
        string="Closed by itself on",
        copy=False,
        readonly=True,
        index="btree_not_null",
        help="If the requester neither confirms it nor sends it back.",
    )

    # Reporting it done.

    def _close(self, solution, cause="solved", stage=None, **values):
        """Close; or report done, where the requester is asked and no stage is given.

        What waits for its requester already is left alone then.
        """
        todo = self if stage else self.filtered(lambda t: not t.stage_id.to_confirm)
        asking = {} if stage else todo._get_confirm_stages(cause)
        at_once = todo.filtered(lambda ticket: ticket not in asking)
        closed = super(HelpdeskTicket, at_once)._close(solution, cause, stage, **values)
        for waiting in set(asking.values()):
            tickets = todo.filtered(lambda t, s=waiting: asking.get(t) == s)
            closed |= super(HelpdeskTicket, tickets)._close(
                solution, cause, waiting, **values
            )
        return closed

    def _get_confirm_stages(self, cause="solved"):
        """Return ``{ticket: stage}`` of those whose requester confirms what was done.

        Nobody is asked about what nobody worked on.
        """
        if cause not in WORKED:
            return {}
        # sudo: who works on a request need not read its team and process
        asking_sudo = self.sudo().filtered(
            lambda t: (
                t.partner_id
                and t.team_id.asks_confirmation
                and t.company_id.helpdesk_confirm_days
                and not t.stage_id.is_finished
            )
        )
        found = {}
        for team_sudo, tickets_sudo in asking_sudo.grouped("team_id").items():
            stage = team_sudo._get_applicable_stages().filtered("to_confirm")[:1]
            for ticket_sudo in tickets_sudo.filtered(lambda t, s=stage: t._knows(s)):
                found[self.browse(ticket_sudo.id)] = stage.sudo(self.env.su)
        return found

    def _knows(self, stage):
        """Tell whether the process of the request lets it into the stage."""
        process = self.process_id
        is_step = not process.is_strict or stage in process.step_ids.stage_id
        return bool(stage) and is_step

    @api.model
    def _complete_vals_list(self, vals_list):
        vals_list = super()._complete_vals_list(vals_list)
        stages = self.env["helpdesk.ticket.stage"].sudo()  # sudo: residents do not read
        if any(stages.browse(vals["stage_id"]).to_confirm for vals in vals_list):
            raise UserError(self.env._("A new request is not done yet."))
        return vals_list

    def _check_change(self, vals, reason):
        result = super()._check_change(vals, reason)
        stage = self.env["helpdesk.ticket.stage"].browse(vals.get("stage_id") or ())
        if stage.to_confirm and self.filtered("stage_id.closed"):
            raise UserError(self.env._("It is closed already. Re-open it first."))
        if stage.closed and not self.env.su and self.filtered("stage_id.to_confirm"):
            self._check_may_confirm()
        return result

    def _check_may_confirm(self):
        """Refuse that who did the work says that it is good."""
        if not (self._may_assign_others() or self.env.user.has_group(PROGRAMS)):
            raise AccessError(
                self.env._("The requester confirms it, or a dispatcher who asked him.")
            )

    def _get_stage_consequences(self, before):
        """Set the day when it is closed by itself, and forget it again."""
        yield from super()._get_stage_consequences(before)
        moved = self.filtered(
            lambda t: t.stage_id.to_confirm != before[t.id]["stage_id"].to_confirm
        )
        done = moved.filtered("stage_id.to_confirm")
        if moved - done:
            yield moved - done, {"confirm_until": False}
        for company, tickets in done.grouped("company_id").items():
            yield tickets, {"confirm_until": self._get_confirm_until(company)}

    @api.model
    def _get_confirm_until(self, company):
        return fields.Datetime.now() + timedelta(days=company.helpdesk_confirm_days)

    # Closing it for good.

    def action_confirm(self):
        """Close what its requester has confirmed, on the phone say."""
        self.check_access("write")
        self._check_may_confirm()
        return self._confirm(self.env._("The requester has confirmed it."))

    def _confirm(self, reason):
        """Close what is done, with the solution it has; nobody is told twice."""
        tickets = self.filtered("stage_id.to_confirm")
        tickets.with_context(ticket_reason=reason).write(
            {"stage_id": self._get_closing_stage().id}
        )
        return tickets

    @api.model
    def _cron_close_unconfirmed(self):
        """Close what its requester has said nothing about for long enough."""
        domain = Domain("confirm_until", "<=", fields.Datetime.now())
        self._run_batches(domain, "confirm_until", "_close_unconfirmed")

    def _close_unconfirmed(self):
        # another transaction may have been faster
        now = fields.Datetime.now()
        due = self.filtered(lambda t: t.confirm_until and t.confirm_until <= now)
        due._confirm(self.env._("Nobody said anything: closed by itself."))

    def _is_told(self):
        """Tell whether the requester heard of the end when it was reported done."""
        return bool(self.done_at and self.stage_id.closed)

    def _message_track_post_template(self, changes):
        if changes and "stage_id" in changes and self._is_told():
            changes = [change for change in changes if change != "stage_id"]
        return super()._message_track_post_template(changes)

    def _send_ticket_rating_mail(self, force_send=False):
        untold = self.filtered(lambda ticket: not ticket._is_told())
        return super(HelpdeskTicket, untold)._send_ticket_rating_mail(force_send)

    def _note_message(self, message):
        """A word of the requester gives us the same days again to look at it."""
        result = super()._note_message(message)
        if all(user.share for user in message.author_id.user_ids):
            # sudo: who may write a message need not be allowed to change the request
            tickets_sudo = self.sudo().filtered("stage_id.to_confirm")
            for company, tickets in tickets_sudo.grouped("company_id").items():
                tickets.confirm_until = self._get_confirm_until(company)
        return result
