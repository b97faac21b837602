from odoo import api, fields, models
from odoo.fields import Domain

# What is said about a request, not done for it.
PASSIVE_KINDS = frozenset(
    {
        "created",
        "assigned",
        "reassigned",
        "unassigned",
        "handover",
        "taken_back",
        "warned",
        "breached",
    }
)


class HelpdeskTicket(models.Model):
    """Whoever was given a request shows that he has it in hand, or it is taken back."""

    _inherit = "helpdesk.ticket"

    acted_at = fields.Datetime(
        string="First step",
        copy=False,
        readonly=True,
        help="When the holder first did something after it was given to him: accepted,"
        " started, wrote, went there.",
    )
    last_step_at = fields.Datetime(
        string="Last step",
        copy=False,
        readonly=True,
        help="When the holder last did something.",
    )
    take_back_at = fields.Datetime(
        string="Taken back on",
        copy=False,
        readonly=True,
        index="btree_not_null",
        help="If the holder has done nothing by then, it goes to somebody else.",
    )

    def action_accept(self):
        """Say that one has it in hand."""
        mine = self.filtered(lambda t: t.user_id == self.env.user and not t.acted_at)
        mine.check_access("write")
        mine._create_events([{"ticket_id": t.id, "kind": "accepted"} for t in mine])

    @api.model
    def _create_events(self, vals_list):
        """Whatever its holder does to a request is a step."""
        events = super()._create_events(vals_list)
        acted = events.filtered(
            lambda e: e.kind not in PASSIVE_KINDS and e.user_id == e.ticket_id.user_id
        )
        acted.ticket_id._note_step()
        return events

    def _message_post_after_hook(self, message, msg_vals):
        result = super()._message_post_after_hook(message, msg_vals)
        if message.message_type in ("comment", "email"):
            author = message.author_id
            self.filtered(
                lambda t: author and t.user_id.partner_id == author
            )._note_step()
        return result

    def _note_step(self):
        now = fields.Datetime.now()
        # sudo: the system keeps when the holder did something
        silent = self.sudo().filtered(lambda t: not t.acted_at)
        silent.write({"acted_at": now, "take_back_at": False})
        self.sudo().write({"last_step_at": now})

    # The timer.

    @api.model_create_multi
    def create(self, vals_list):
        tickets = super().create(vals_list)
        # sudo: the system keeps the timer, nobody else
        for ticket in tickets.sudo().filtered(
            lambda t: t.user_id and not t._get_finished_at()
        ):
            acted_at = ticket.user_id.id == self.env.uid and ticket.assigned_date
            ticket.write(ticket._prepare_timer_vals(acted_at))
        return tickets

    def _get_consequences(self, before, vals):
        return [
            *super()._get_consequences(before, vals),
            # sudo: the same
            *self.sudo()._get_timer_consequences(before),
        ]

    def _get_timer_consequences(self, before):
        """Start the timer where somebody was given the request, or gets it again."""
        names = ("user_id", "deferred_until", "closed_date")
        for ticket in self:
            old = before[ticket.id]
            is_given = old["user_id"] != ticket.user_id
            if is_given:
                is_taken = ticket.user_id.id == self.env.uid
                acted_at = fields.Datetime.now() if is_taken else False
                yield ticket, ticket._prepare_timer_vals(acted_at)
                continue
            was_done, is_done = old["stage_id"].is_finished, ticket.stage_id.is_finished
            if was_done != is_done or any(old[name] != ticket[name] for name in names):
                is_reopened = was_done and not is_done
                if is_reopened and not ticket.user_id.active:
                    free = {"user_id": False, "acted_at": False, "take_back_at": False}
                    yield ticket, free
                    continue
                acted_at = not is_reopened and ticket.acted_at
                yield ticket, ticket._prepare_timer_vals(acted_at)

    def _prepare_timer_vals(self, acted_at):
        is_waiting = self.user_id and not (
            acted_at or self.stage_id.is_finished or self.deferred_until
        )
        return {
            "acted_at": acted_at,
            "take_back_at": is_waiting and self._get_take_back_at(),
        }

    def _get_take_back_at(self):
        """Return when the working minutes of the team are over, from now."""
        minutes = self.team_id.take_back_minutes
        if not minutes:
            return False
        now = fields.Datetime.now()
        return self.site_id._get_working_clock(now).add(now, minutes)

    @api.model
    def _cron_take_back(self):
        """Take back what its holder has not touched, and give it to the next."""
        domain = Domain("take_back_at", "<=", fields.Datetime.now())
        self._run_batches(domain, "take_back_at", "_take_back")

    def _take_back(self):
        """Take the requests from who is silent; never back to who was silent before."""
        silent = self._get_silent_user_ids()
        self._create_events(
            [
                {"ticket_id": t.id, "kind": "taken_back", "old_ref": t.user_id.id}
                | {"field_name": "user_id", "old_value": t.user_id.name}
                for t in self
            ]
        )
        former = {ticket: ticket.user_id for ticket in self}
        verdicts = self._rank_people()
        for ticket, ranked in verdicts.items():
            out = silent[ticket.id] | {ticket.user_id.id}
            nexts = [v.key for v in ranked if v.is_eligible and v.key not in out]
            reason = self.env._("Nothing was done in time")
            ticket.with_context(ticket_reason=reason).write(
                {"user_id": nexts[0] if nexts else False}
            )
        for ticket, user in former.items():
            ticket._tell_supervisor(user)

    def _get_silent_user_ids(self):
        """Return ``{ticket id: ids of who did nothing when he had it}``."""
        rows = self.env["property.ticket.event"]._read_group(
            [("ticket_id", "in", self.ids), ("kind", "=", "taken_back")],
            ["ticket_id"],
            ["old_ref:array_agg"],
        )
        found = {ticket.id: set(refs) for ticket, refs in rows}
        return {ticket.id: found.get(ticket.id, set()) for ticket in self}

    def _tell_supervisor(self, silent):
        """Tell who answers for the territory that a holder was silent."""
        key = self._get_owner_key()
        chain = self._get_responsible_chains({key})[key]
        others = [user_id for user_id in chain if user_id != silent.id]
        supervisor = self.env["res.users"].browse((others or chain)[:1])
        told = self.with_context(lang=supervisor.lang)
        holder = self.user_id.name or told.env._("nobody")
        told.message_notify(
            partner_ids=supervisor.partner_id.ids,
            subject=told.env._("Taken back: %(ticket)s", ticket=self.display_name),
            body=told.env._(
                "%(silent)s did nothing in time. %(holder)s has it now.",
                silent=silent.name,
                holder=holder,
            ),
        )
