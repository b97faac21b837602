from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.misc import formatLang

ACTIVITY = "property_helpdesk.mail_activity_type_cost"


class HelpdeskTicket(models.Model):
    """What costs more than the limit waits until somebody approves it."""

    _inherit = "helpdesk.ticket"

    currency_id = fields.Many2one(related="company_id.currency_id")
    cost_estimate = fields.Monetary(
        string="Estimated cost",
        copy=False,
        readonly=True,
        groups="base.group_user",
        help="Materials and labour that we pay, as expected.",
    )
    cost_state = fields.Selection(
        [
            ("to_approve", "To approve"),
            ("approved", "Approved"),
            ("refused", "Refused"),
        ],
        string="Cost approval",
        copy=False,
        readonly=True,
        groups="base.group_user",
    )
    cost_approved = fields.Monetary(
        string="Approved cost", copy=False, readonly=True, groups="base.group_user"
    )
    cost_limit_id = fields.Many2one(
        "property.cost.limit",
        copy=False,
        readonly=True,
        groups="base.group_user",
        ondelete="restrict",
        index="btree_not_null",
        help="Its approver decides.",
    )
    cost_user_id = fields.Many2one(
        "res.users",
        string="Estimated by",
        copy=False,
        readonly=True,
        groups="base.group_user",
    )

    _cost_waiting_idx = models.Index("(company_id) WHERE cost_state = 'to_approve'")

    def action_estimate_cost(self):
        """Ask what it will cost."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_helpdesk.property_ticket_cost_action"
        )
        action["context"] = {"default_ticket_id": self.id}
        return action

    def action_decide_cost(self):
        """Ask whether it may cost so much, and why."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_helpdesk.property_ticket_cost_decide_action"
        )
        action["context"] = {"default_ticket_id": self.id}
        return action

    def _estimate_cost(self, amount, note=None):
        """Note what it will cost; over the limit it waits for an approval."""
        self.ensure_one()
        self.check_access("write")
        self._check_work_open()
        limit = self.env["property.cost.limit"]._find(self)._get_passed(amount)
        is_free = not limit or amount <= self.cost_approved
        was_asked = self.cost_state == "to_approve"
        state = "approved" if self.cost_approved else False
        # sudo: the system keeps what was estimated and approved
        self.sudo().write(
            {
                "cost_estimate": amount,
                "cost_user_id": self.env.uid,
                "cost_limit_id": limit.id,
                "cost_state": state if is_free else "to_approve",
            }
        )
        self._log_cost("cost_estimated", amount, note)
        if is_free:
            if was_asked:
                self._stop_asking(note)
            return
        if not limit.is_after:
            self._wait("vote", self.env._("The cost waits for an approval."))
        self._ask_approvers()

    def _stop_asking(self, reason):
        # sudo: the activities are other people's
        self.sudo().activity_unlink([ACTIVITY])
        if self.wait_reason == "vote":
            self._resume(reason)

    def _ask_approvers(self):
        """Put it among the activities of who answers for the place."""
        # sudo: who answers for the place is asked, whoever may read the staff list
        territory_sudo = self.sudo().territory_id
        roles = ("manager",)
        nearest = territory_sudo._get_responsible_ids(roles) if territory_sudo else {}
        first, others = nearest.get(territory_sudo.id, ((), ()))
        managers = self._get_company_manager_ids({self.company_id.id})
        chain = self.env["res.users"].browse(
            [*first, *others, *managers[self.company_id.id]]
        )
        # sudo: limits are no secret to the rule; who approves is asked on his behalf
        limit_sudo = self.sudo().cost_limit_id
        fitting = chain.filtered(limit_sudo._may_approve) - self.env.user
        if fitting:
            self.sudo().activity_schedule(ACTIVITY, user_id=fitting[0].id)

    def _approve_cost(self, reason):
        self._check_may_decide(reason)
        # sudo: the system keeps what was approved
        self.sudo().write(
            {"cost_state": "approved", "cost_approved": self.cost_estimate}
        )
        self._end_decision("cost_approved", reason)

    def _refuse_cost(self, reason):
        self._check_may_decide(reason)
        # sudo: the system keeps what was refused
        self.sudo().write({"cost_state": "refused"})
        self._end_decision("cost_refused", reason)

    def _check_may_decide(self, reason):
        """Refuse who has not the right, and who asked for the money himself."""
        self.ensure_one()
        self.check_access("write")
        if not (reason or "").strip():
            raise UserError(self.env._("Reason: say why. It is kept in the log."))
        if self.cost_state != "to_approve":
            raise UserError(self.env._("No cost waits for an approval."))
        # sudo: only managers read limits; here they decide about who asks
        limit_sudo = self.sudo().cost_limit_id
        is_own = self.env.user in self.sudo().cost_user_id | self.user_id
        if is_own or not limit_sudo._may_approve(self.env.user):
            raise AccessError(
                self.env._(
                    "Somebody else approves this cost: %(who)s.",
                    who=dict(
                        limit_sudo._fields["approver"]._description_selection(self.env)
                    )[limit_sudo.approver],
                )
            )

    def _end_decision(self, kind, reason):
        self._log_cost(kind, self.cost_estimate, reason)
        self._stop_asking(reason)

    def _log_cost(self, kind, amount, reason):
        event = {"ticket_id": self.id, "kind": kind, "reason": reason or False}
        self._create_events([{**event, "new_value": self._format_cost(amount)}])

    def _check_spending(self):
        """Refuse to use up more than is free or approved."""
        for ticket in self:
            # sudo: the limit holds for who may not read it
            ticket_sudo = ticket.sudo()
            spent = ticket_sudo._get_spent()
            limit_sudo = self.env["property.cost.limit"]._find(ticket_sudo)
            passed = limit_sudo._get_passed(spent)
            is_free = not passed or spent <= ticket_sudo.cost_approved
            if is_free or passed.is_after:
                continue
            raise UserError(
                self.env._(
                    "%(ticket)s would cost %(amount)s. Up to %(free)s is free: estimate"
                    " the cost and wait for the approval.",
                    ticket=ticket.display_name,
                    amount=ticket._format_cost(spent),
                    free=ticket._format_cost(
                        max(limit_sudo[:1].amount, ticket_sudo.cost_approved)
                    ),
                )
            )

    def _get_spent(self):
        """Return what the materials that we pay cost."""
        own = self.material_ids.filtered(lambda line: line.payer == "company")
        return sum(own.mapped("amount"))

    def _format_cost(self, amount):
        # sudo: the sign of a currency is no secret
        return formatLang(self.env, amount, currency_obj=self.sudo().currency_id)
