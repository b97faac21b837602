from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

BATCH_SIZE = 100


class HelpdeskTicket(models.Model):
    """Put aside until a date, and back on the table by itself."""

    _inherit = "helpdesk.ticket"

    deferred_until = fields.Datetime(
        copy=False,
        readonly=True,
        index="btree_not_null",
        help="Nothing is expected before. On this date it is open for work again.",
    )

    def action_defer(self):
        """Ask until when, and why."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_helpdesk.property_ticket_defer_action"
        )
        action["context"] = {"default_ticket_ids": self.ids}
        return action

    def action_take_up(self):
        """Work on it now after all."""
        self._check_may_plan()
        return self._take_up(self.env._("Taken up earlier"))

    def _check_may_plan(self):
        """Refuse to put aside what somebody else has."""
        self.check_access("write")
        if self._may_assign_others():
            return
        for ticket in self:
            if ticket.user_id and ticket.user_id != self.env.user:
                raise AccessError(
                    self.env._(
                        "%(ticket)s belongs to %(user)s. Ask him, or a dispatcher.",
                        ticket=ticket.display_name,
                        user=ticket.user_id.name,
                    )
                )

    def _defer(self, until, reason):
        """Put the requests aside until ``until``, for a reason that is kept."""
        self._check_may_plan()
        if not (reason or "").strip():
            raise UserError(self.env._("Reason: say what it waits for."))
        if not until or until <= fields.Datetime.now():
            raise UserError(self.env._("Deferred until: choose a time to come."))
        tickets = self.filtered(lambda t: not t.stage_id.is_finished)
        # sudo: the system keeps the date, since the log has to tell why
        tickets.sudo().with_context(ticket_reason=reason).write(
            {"deferred_until": until}
        )
        return tickets

    def _take_up(self, reason):
        deferred = self.filtered("deferred_until")
        # sudo: as for _defer
        deferred.sudo().with_context(ticket_reason=reason).write(
            {"deferred_until": False}
        )
        return deferred

    @api.model
    def _get_event_kind(self, name, old, new):
        if name == "deferred_until" and not new:
            return "taken_up"
        return super()._get_event_kind(name, old, new)

    def _get_consequences(self, before, vals):
        """What is done waits for no date."""
        # sudo: as for _defer
        done = self.sudo().filtered(
            lambda t: t.stage_id.is_finished and t.deferred_until
        )
        return [
            *super()._get_consequences(before, vals),
            *([(done, {"deferred_until": False})] if done else []),
        ]

    @api.model
    def _cron_resume_deferred(self):
        """Open again what was put aside until now, and tell its owner."""
        domain = Domain("deferred_until", "<=", fields.Datetime.now())
        self._run_batches(domain, "deferred_until", "_take_up_due")

    def _take_up_due(self):
        self._take_up(self.env._("The day has come"))
        for owner, tickets in self.grouped("owner_id").items():
            told = tickets.with_context(lang=owner.lang)
            told.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=owner.id,
                summary=told.env._("Was put aside until today: take it up again"),
            )

    @api.model
    def _run_batches(self, domain, order, work):
        """Call the method ``work`` on the open requests of the domain, in batches.

        Each batch is committed by itself, so that a killed run loses only one; what
        another run has locked is left to it.
        """
        domain = Domain(domain) & self._get_open_domain()
        cron, seen = self.env["ir.cron"], set()
        while True:
            found = self.search(
                domain & Domain("id", "not in", sorted(seen)),
                order=f"{order}, id",
                limit=BATCH_SIZE,
            )
            if not found:
                return
            seen.update(found.ids)
            tickets = found.try_lock_for_update()
            getattr(tickets, work)()
            remaining = len(found) if len(found) == BATCH_SIZE else 0
            if not cron._commit_progress(len(found), remaining=remaining):
                return
