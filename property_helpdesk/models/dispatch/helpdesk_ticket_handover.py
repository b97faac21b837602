from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.handover import wait_minutes

ACTIVITY = "property_helpdesk.mail_activity_type_handover"


class HelpdeskTicket(models.Model):
    """From colleague to colleague: it is the other's once he has accepted."""

    _inherit = "helpdesk.ticket"

    handover_user_id = fields.Many2one(
        "res.users",
        string="Offered to",
        copy=False,
        readonly=True,
        index="btree_not_null",
        help="Has been asked to take it over. Until he accepts, the holder keeps it.",
    )
    transfer_count = fields.Integer(
        string="Transfers",
        copy=False,
        readonly=True,
        help="How often it went from one person to another.",
    )
    handover_minutes = fields.Integer(
        string="Waited between people",
        compute="_compute_handover_minutes",
        help="Minutes between an offer and its answer, and without anybody after it"
        " was given back.",
    )

    @api.depends("event_ids")
    def _compute_handover_minutes(self):
        now = fields.Datetime.now()
        kinds = ("handover", "handover_ended", "assigned", "reassigned", "unassigned")
        events = self.env["property.ticket.event"].search_fetch(
            [("ticket_id", "in", self.ids), ("kind", "in", [*kinds, "done", "closed"])],
            ["ticket_id", "date", "kind"],
            order="date, id",
        )
        by_ticket = events.grouped("ticket_id")
        for ticket in self:
            steps = [(e.date, e.kind) for e in by_ticket.get(ticket._origin, ())]
            ticket.handover_minutes = wait_minutes(steps, now)

    def action_hand_over(self):
        """Ask to whom, and why."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_helpdesk.property_ticket_handover_action"
        )
        action["context"] = {"default_ticket_ids": self.ids}
        return action

    def _hand_over(self, user, reason):
        """Offer the requests to a colleague; he has to accept."""
        self.check_access("write")
        if not (reason or "").strip():
            raise UserError(self.env._("Reason: say why a colleague is to take it."))
        barred = self._get_barred_user_ids()
        for ticket in self:
            ticket._check_may_hand_over()
            ticket._check_knows(user)
            if (
                not user
                or user == ticket.user_id
                or user.id in barred.get(ticket.id, ())
            ):
                raise UserError(self.env._("Offer to: choose somebody else."))
        # sudo: the system keeps to whom it is offered
        self.sudo().with_context(ticket_reason=reason).write(
            {"handover_user_id": user.id}
        )
        self.sudo().activity_schedule(
            ACTIVITY, user_id=user.id, summary=reason.strip().partition("\n")[0]
        )

    def _check_may_hand_over(self):
        if self.stage_id.is_finished or not self.user_id:
            raise UserError(self.env._("Only what somebody has is handed over."))
        if self.user_id != self.env.user and not self._may_assign_others():
            raise AccessError(
                self.env._(
                    "%(ticket)s belongs to %(user)s, who hands it over himself.",
                    ticket=self.display_name,
                    user=self.user_id.name,
                )
            )

    def action_accept_handover(self):
        """Take over what one was offered."""
        offered = self.filtered(lambda t: t.handover_user_id == self.env.user)
        offered.check_access("write")
        reason = self.env._("Hand-over accepted")
        offered.with_context(ticket_reason=reason).write({"user_id": self.env.uid})

    def action_decline_handover(self):
        """Leave it with the holder; he may withdraw his offer in the same way."""
        user = self.env.user
        offered = self.filtered(
            lambda t: t.handover_user_id and user in (t.handover_user_id, t.user_id)
        )
        # sudo: as for the offer
        for ticket in offered:
            reason = (
                self.env._("Withdrawn")
                if ticket.user_id == user
                else self.env._("Declined")
            )
            # sudo: who declines need not be able to write what is not his
            ticket.sudo().with_context(ticket_reason=reason).write(
                {"handover_user_id": False}
            )

    def _check_may_assign(self, user_id):
        """Whoever was offered a request may take it from its holder."""
        accepted = self.filtered(
            lambda t: user_id == self.env.uid and t.handover_user_id == self.env.user
        )
        return super(HelpdeskTicket, self - accepted)._check_may_assign(user_id)

    @api.model
    def _get_event_kind(self, name, old, new):
        if name == "handover_user_id" and not new:
            return "handover_ended"
        return super()._get_event_kind(name, old, new)

    @api.model
    def _drop_implied(self, names):
        """The change of the holder answers the offer."""
        names = set(names)
        if "user_id" in names:
            names.discard("handover_user_id")
        return super()._drop_implied(names)

    def _get_consequences(self, before, vals):
        return [
            *super()._get_consequences(before, vals),
            # sudo: the system ends offers and counts, nobody else
            *self.sudo()._get_handover_consequences(before),
        ]

    def _get_handover_consequences(self, before):
        """Count transfers, and end the offers that are answered or void."""
        former = self._get_former_holders(before)
        for ticket in self:
            values = {}
            moved = before[ticket.id]["user_id"] != ticket.user_id
            is_given = moved and ticket.user_id and former.get(ticket.id)
            if is_given and former[ticket.id] != ticket.user_id.id:
                values["transfer_count"] = ticket.transfer_count + 1
            offered = before[ticket.id]["handover_user_id"]
            if offered and (moved or ticket.stage_id.is_finished):
                values["handover_user_id"] = False
            if offered and (values or ticket.handover_user_id != offered):
                ticket.activity_unlink([ACTIVITY])
            if values:
                yield ticket, values

    def _get_former_holders(self, before):
        """Return ``{ticket id: user id}`` of who had it last, with or without a gap."""
        moved = self.filtered(lambda t: before[t.id]["user_id"] != t.user_id)
        former = {t.id: before[t.id]["user_id"].id for t in moved}
        free = moved.filtered(lambda t: not former[t.id] and t.assigned_date)
        events = free and self.env["property.ticket.event"].search_fetch(
            [("ticket_id", "in", free.ids), ("kind", "=", "unassigned")],
            ["ticket_id", "old_ref"],
            order="date, id",
        )
        for event in events or ():
            former[event.ticket_id.id] = event.old_ref
        return former
