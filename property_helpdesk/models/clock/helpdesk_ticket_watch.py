from odoo import api, fields, models
from odoo.fields import Domain


class HelpdeskTicket(models.Model):
    """Warns before a promise is broken, and notes when it is."""

    _inherit = "helpdesk.ticket"

    @api.model
    def _cron_watch_clocks(self, batch_size=500):
        """Warn the holders of what is nearly over, once; note what is over.

        What was told is in the log, so a run that is cut off leaves nothing double.
        """
        now = fields.Datetime.now()
        nearly = Domain("sla_state", "=", "running") & Domain("sla_warn_at", "<=", now)
        over = Domain("sla_state", "in", ["running", "warned"])
        over &= Domain("sla_due", "<=", now)
        for domain, tell in ((over, "_log_breaches"), (nearly, "_warn_holders")):
            while True:
                tickets = self.search(domain, limit=batch_size, order="sla_due, id")
                tickets = tickets.try_lock_for_update()
                # another transaction may have been faster
                tickets = tickets.filtered_domain(domain)
                if not tickets:
                    break
                getattr(tickets, tell)()
                self.env.flush_all()
                if not self.env["ir.cron"]._commit_progress(len(tickets)):
                    return

    def _log_breaches(self):
        self._create_events(
            [
                {
                    "ticket_id": ticket.id,
                    "kind": "breached",
                    "facts": {"limit": ticket.sla_due_kind},
                    "new_value": ticket._get_sla_due_label(),
                }
                for ticket in self
            ]
        )

    def _warn_holders(self):
        """Note the warning, and put it among the activities of the holder."""
        self._create_events(
            [
                {
                    "ticket_id": ticket.id,
                    "kind": "warned",
                    "facts": {"limit": ticket.sla_due_kind},
                    "new_value": ticket._get_sla_due_label(),
                }
                for ticket in self
            ]
        )
        activity_type = self.env.ref("mail.mail_activity_data_warning")
        model_id = self.env["ir.model"]._get_id(self._name)
        self.env["mail.activity"].create(
            [
                {
                    "activity_type_id": activity_type.id,
                    "res_model_id": model_id,
                    "res_id": ticket.id,
                    "user_id": ticket.user_id.id,
                    "summary": ticket._get_warning_words(),
                    "date_deadline": fields.Date.context_today(ticket, ticket.sla_due),
                }
                for ticket in self
                if ticket.user_id
            ]
        )

    def _get_warning_words(self):
        """Return what the holder reads, in his language."""
        holder = self.with_context(lang=self.user_id.lang)
        return holder.env._("The deadline is near")

    def _get_sla_due_label(self):
        field = self._fields["sla_due_kind"]
        return dict(field._description_selection(self.env)).get(self.sla_due_kind)

    @api.model
    def _cron_replay_clocks(self, batch_size=500):
        """Count the deadlines of open requests anew: working hours may have changed."""
        domain = Domain("closed_date", "=", False) & Domain("sla_due", "!=", False)
        last_id = 0
        while True:
            tickets = self.search(
                domain & Domain("id", ">", last_id), limit=batch_size, order="id"
            )
            if not tickets:
                return
            last_id = tickets[-1].id
            locked = tickets.try_lock_for_update()
            self.env.add_to_compute(self._fields["date_deadline"], locked)
            self.env.flush_all()
            if not self.env["ir.cron"]._commit_progress(len(tickets)):
                return

    def _get_sla_progress(self, now=None):
        """Return ``{ticket id: {"percent", "due", "breached_minutes", "kind"}}``.

        Of the promise that is next, or of the solution of what is closed. ``percent``
        is the share of its time that is used, ``breached_minutes`` the working minutes
        since it was over. Requests without a promise are left out.
        """
        now = now or fields.Datetime.now()
        progress = {}
        for ticket_id, (clocks, get_clock) in self._get_clocks().items():
            limit = clocks.next or (clocks.finished_at and clocks.limits[-1])
            clock = limit and get_clock(limit.around_clock)
            due = limit and limit.find(clock)
            if not due:
                continue
            until = min(now, limit.done_at or now)
            progress[ticket_id] = {
                "kind": limit.kind,
                "due": due,
                "percent": limit.get_percent(clock, now),
                "breached_minutes": clock.measure(due, until),
            }
        return progress
