from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from .batches import act_in_batches

REMIND_DAYS = 3


class PropertyCommitteeAction(models.Model):
    """Who does what until when, as the committee has decided."""

    _name = "property.committee.action"
    _inherit = [
        "property.person.mixin",
        "property.committee.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _description = "Action of a committee"
    _order = "done_on desc, due_on, id"

    name = fields.Char(string="What", required=True, tracking=True)
    meeting_id = fields.Many2one(
        "property.committee.meeting", required=True, index=True, ondelete="restrict"
    )
    term_id = fields.Many2one(related="meeting_id.term_id", store=True)
    decision_id = fields.Many2one(
        "property.committee.decision",
        domain="[('meeting_id', '=', meeting_id)]",
        ondelete="restrict",
        index="btree_not_null",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Done by staff",
        domain=[("share", "=", False)],
        index=True,
        tracking=True,
        help="Finds it among his activities.",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Done by somebody else",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        help="For example a member of the committee. He is reminded by mail.",
    )
    due_on = fields.Date(string="Due", required=True, index=True, tracking=True)
    done_on = fields.Date(string="Done on", readonly=True, copy=False)
    note = fields.Text()
    state = fields.Selection(
        [("open", "Open"), ("overdue", "Overdue"), ("done", "Done")],
        string="Status",
        compute="_compute_state",
        store=True,
        index=True,
        group_expand=True,
        help="The night after the day it was due an open action is overdue.",
    )
    reminded_for = fields.Date(
        readonly=True, copy=False, export_string_translation=False
    )

    _somebody_does_it = models.Constraint(
        "CHECK(user_id IS NOT NULL OR partner_id IS NOT NULL)",
        "Done by: somebody has to do it.",
    )

    @api.depends("due_on", "done_on")
    def _compute_state(self):
        for action in self:
            if action.done_on:
                action.state = "done"
            elif action.due_on and action.due_on < action.site_id._get_today():
                action.state = "overdue"
            else:
                action.state = "open"

    @api.constrains("decision_id", "meeting_id")
    def _check_of_the_meeting(self):
        for action in self:
            if (
                action.decision_id
                and action.decision_id.meeting_id != action.meeting_id
            ):
                raise ValidationError(
                    self.env._("Decision: it was taken in another meeting.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            vals.pop("reminded_for", None)
        actions = super().create(vals_list)
        actions._put_among_activities()
        return actions

    def write(self, vals):
        result = super().write(vals)
        if {"user_id", "due_on"} & vals.keys():
            self._put_among_activities()
        return result

    def _put_among_activities(self):
        """Let who does it find it with its day, once however often it changes."""
        for action in self.filtered(lambda one: not one.done_on):
            reminder = action.activity_ids.filtered("automated")[:1]
            if reminder and action.user_id:
                reminder.write(
                    {"user_id": action.user_id.id, "date_deadline": action.due_on}
                )
            elif reminder:
                reminder.unlink()
            elif action.user_id:
                action.activity_schedule(
                    "mail.mail_activity_data_todo",
                    date_deadline=action.due_on,
                    summary=action.name,
                    user_id=action.user_id.id,
                )

    def action_done(self):
        self.check_access("read")
        mine = self.filtered(lambda action: action.user_id == self.env.user)
        if others := self - mine:
            others.check_access("write")
        # sudo: who has to do it says that it is done, whatever else he may change
        actions_sudo = self.sudo()
        for action_sudo in actions_sudo.filtered(lambda one: not one.done_on):
            action_sudo.done_on = action_sudo.site_id._get_today()
        actions_sudo.activity_feedback(["mail.mail_activity_data_todo"])

    def action_reopen(self):
        self.done_on = False
        self._put_among_activities()

    @api.model
    def _cron_remind(self, batch_size=200):
        """Mark what became overdue, and write to those who are no staff."""
        soon = fields.Date.add(fields.Date.today(), days=REMIND_DAYS + 1)
        near = Domain("state", "=", "open") & Domain("due_on", "<=", soon)
        act_in_batches(self.browse(), near, "_remind", batch_size)

    def _remind(self):
        self._compute_state()
        for action in self:
            action._remind_partner()

    def _remind_partner(self):
        """Write once to who does it, three days before; again if the day is moved."""
        left = (self.due_on - self.site_id._get_today()).days
        if (
            not self.partner_id
            or left > REMIND_DAYS
            or self.reminded_for == self.due_on
        ):
            return
        told = self.with_context(lang=self.partner_id.lang)
        told.message_post(
            subject=told.env._("To be done: %(action)s", action=self.name),
            body=told.env._(
                "The committee counts on you. Due on %(day)s.",
                day=told.meeting_id._format_day(self.due_on),
            ),
            partner_ids=self.partner_id.ids,
            subtype_xmlid="mail.mt_comment",
        )
        self.reminded_for = self.due_on
