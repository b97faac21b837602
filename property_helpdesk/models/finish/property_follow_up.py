from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

RESULTS = [
    ("satisfied", "Satisfied"),
    ("dissatisfied", "Dissatisfied"),
    ("not_reached", "Not reached"),
]
# After so many attempts nobody can be reached.
ATTEMPTS = 3


class PropertyFollowUp(models.Model):
    """One attempt to ask the requester about finished work, by somebody else."""

    _name = "property.follow.up"
    _description = "Follow-up of a request"
    _order = "id desc"
    _rec_name = "ticket_id"

    ticket_id = fields.Many2one(
        "helpdesk.ticket",
        string="Request",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="ticket_id.company_id", store=True)
    user_id = fields.Many2one(
        "res.users",
        string="Asked by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    result = fields.Selection(RESULTS, required=True)
    note = fields.Text(help="What the requester said.")
    is_superseded = fields.Boolean(
        string="Superseded",
        readonly=True,
        help="Asked before the request was opened again: kept, but it counts no more.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            kept = {"user_id", "date", "is_superseded"}
            vals_list = [
                {name: value for name, value in vals.items() if name not in kept}
                for vals in vals_list
            ]
        follow_ups = super().create(vals_list)
        follow_ups._check_asker()
        follow_ups._log()
        satisfied = follow_ups.filtered(lambda one: one.result == "satisfied")
        tickets = satisfied.ticket_id.filtered("stage_id.to_confirm")
        if tickets and tickets._may_assign_others():
            tickets._confirm(self.env._("Satisfied at the follow-up."))
        return follow_ups

    def _check_asker(self):
        """Finished work only, and asked about by somebody else than who did it."""
        for one in self:
            # sudo: who finished it decides, whatever the asker may read of it
            ticket_sudo = one.ticket_id.sudo()
            if not ticket_sudo.stage_id.is_finished:
                raise UserError(
                    self.env._(
                        "%(ticket)s is still being worked on.",
                        ticket=ticket_sudo.display_name,
                    )
                )
            if one.user_id in ticket_sudo.user_id | ticket_sudo.closed_by_id:
                raise AccessError(
                    self.env._(
                        "%(ticket)s: somebody else asks about your work.",
                        ticket=ticket_sudo.display_name,
                    )
                )

    def _log(self):
        labels = dict(self._fields["result"]._description_selection(self.env))
        self.env["helpdesk.ticket"]._create_events(
            [
                {
                    "ticket_id": one.ticket_id.id,
                    "kind": "followed_up",
                    "new_value": labels[one.result],
                    "reason": one.note,
                }
                for one in self
            ]
        )


class HelpdeskTicket(models.Model):
    _inherit = "helpdesk.ticket"

    follow_up_ids = fields.One2many(
        "property.follow.up",
        "ticket_id",
        string="Follow-ups",
        readonly=True,
        copy=False,
        groups="base.group_user",
    )
    follow_up_result = fields.Selection(
        [
            ("satisfied", "Satisfied"),
            ("dissatisfied", "Dissatisfied"),
            ("unreachable", "Not reached"),
        ],
        string="Follow-up",
        compute="_compute_follow_up_result",
        compute_sudo=True,
        store=True,
        help="The last answer; not reached after three attempts.",
    )

    @api.depends("follow_up_ids.result", "follow_up_ids.is_superseded")
    def _compute_follow_up_result(self):
        for ticket in self:
            attempts = ticket.follow_up_ids.filtered(lambda one: not one.is_superseded)
            answers = attempts.filtered(lambda one: one.result != "not_reached")
            is_tried = len(attempts) >= ATTEMPTS
            last = answers.sorted("id")[-1:].result
            ticket.follow_up_result = last or (is_tried and "unreachable")

    def action_follow_up(self):
        """Note what the requester says about it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_helpdesk.property_follow_up_new_action"
        )
        action["context"] = {"default_ticket_id": self.id}
        return action

    def _reverse(self):
        # sudo: nobody changes follow-ups by hand
        self.sudo().follow_up_ids.is_superseded = True
        return super()._reverse()
