from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...tools.call_back import (
    MAX_ATTEMPTS,
    QUIET,
    SPACING,
    BadWindows,
    CallRule,
    get_next_attempt,
    parse_windows,
)
from .property_call import PURPOSES, CallChar

EXPIRES_AFTER = timedelta(days=3)
PLANNED_BY = {
    "wanted",
    "not_before",
    "expires_at",
    "max_attempts",
    "spacing",
    "queue_id",
    "site_id",
    "unit_id",
    "partner_id",
}


class PropertyCallBack(models.Model):
    """Somebody is to be called: when he wants it, as often as is decent, not for ever.

    The next attempt follows from his hours, the quiet hours, what has been tried and
    when it expires (``tools/call_back.py``). Who cannot be reached becomes a task of
    the team lead.
    """

    _name = "property.call.back"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "property.person.mixin",
        "property.call.place.mixin",
    ]
    _description = "Call-back"
    _order = "next_attempt_at, id"
    _check_company_auto = True

    call_id = fields.Many2one(
        "property.call",
        string="Because of",
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
    )
    call_ids = fields.One2many("property.call", "back_id", string="Attempts")
    number = CallChar(
        string="Phone number",
        mask="phone",
        subject="partner_id",
        compute="_compute_number",
        store=True,
        readonly=False,
        index="btree_not_null",
    )
    reason = fields.Char(string="What about")
    purpose = fields.Selection(PURPOSES, required=True, default="service")
    basis = fields.Selection(
        [
            ("asked", "Asked to be called"),
            ("contract", "Contract"),
            ("safety", "Safety"),
            ("consent", "Consent to offers"),
        ],
        string="Why we may call",
        required=True,
        default="asked",
    )
    channel = fields.Selection(
        [("phone", "Phone"), ("wechat", "WeChat call"), ("any", "Either")],
        required=True,
        default="phone",
    )
    wanted = fields.Char(
        string="Hours wanted",
        help="On the clock of the site, such as 18-20, 9:30-11. Empty: any time outside"
        " the quiet hours.",
    )
    not_before = fields.Datetime(string="Not before")
    due_at = fields.Datetime(string="Promised by")
    expires_at = fields.Datetime(
        string="Expires",
        required=True,
        default=lambda self: fields.Datetime.now() + EXPIRES_AFTER,
        help="Afterwards it makes no sense to call any more.",
    )
    max_attempts = fields.Integer(
        string="Attempts at most", default=MAX_ATTEMPTS, required=True
    )
    spacing = fields.Integer(
        string="Minutes between attempts", default=SPACING, required=True
    )
    attempt_count = fields.Integer(string="Attempts made", readonly=True, copy=False)
    last_attempt_at = fields.Datetime(string="Last attempt", readonly=True, copy=False)
    next_attempt_at = fields.Datetime(
        string="Next attempt", readonly=True, copy=False, index=True
    )
    state = fields.Selection(
        [
            ("open", "To call"),
            ("done", "Spoken to"),
            ("unreachable", "Not reached"),
            ("expired", "Expired"),
            ("cancelled", "Withdrawn"),
        ],
        required=True,
        default="open",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )
    is_late = fields.Boolean(
        string="Overdue", compute="_compute_is_late", search="_search_is_late"
    )

    _attempts_positive = models.Constraint(
        "CHECK(max_attempts > 0 AND spacing >= 0)",
        "Attempts: at least one, with no less than no time between.",
    )

    @api.depends("partner_id")
    def _compute_number(self):
        for back in self:
            if back.partner_id and not back.number:
                back.number = back.partner_id.phone_sanitized

    @api.depends("number", "partner_id.name", "unit_id.name")
    def _compute_display_name(self):
        for back in self:
            names = (back.partner_id.name, back.unit_id.name, back.reason)
            back.display_name = " · ".join(filter(None, names)) or self.env._(
                "Call-back"
            )

    @api.depends("state", "next_attempt_at", "due_at")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for back in self:
            until = min(filter(None, (back.next_attempt_at, back.due_at)), default=None)
            back.is_late = back.state == "open" and bool(until) and until < now

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        now = fields.Datetime.now()
        return Domain("state", "=", "open") & (
            Domain("next_attempt_at", "<", now) | Domain("due_at", "<", now)
        )

    @api.constrains("wanted")
    def _check_wanted(self):
        for back in self:
            try:
                parse_windows(back.wanted)
            except BadWindows as error:
                raise ValidationError(
                    self.env._(
                        "Hours wanted: “%(text)s” is not understood. Write them as"
                        " 18-20, 9:30-11.",
                        text=error,
                    )
                ) from error

    @api.constrains("partner_id", "purpose", "basis")
    def _check_may_call(self):
        """Who said no to sales calls gets none; service and safety are no sales."""
        for back in self:
            if back.basis in ("asked", "safety"):
                continue
            person = back.partner_id
            refused = person._get_call_refusals(back.purpose, back.company_id)
            if reason := refused.get(back.partner_id.id):
                raise ValidationError(
                    self.env._(
                        "%(person)s may not be called: %(reason)s",
                        person=back.partner_id.name,
                        reason=reason,
                    )
                )

    # Planning

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._complete_number(vals)
        backs = super().create(vals_list)
        backs._plan()
        return backs

    def write(self, vals):
        result = super().write(vals)
        if PLANNED_BY & vals.keys():
            self._plan()
        return result

    @api.model
    def _complete_number(self, vals):
        if vals.get("number"):
            Call = self.env["property.call"]
            vals["number"] = Call._format_number(vals["number"], vals)

    def _get_rule(self):
        """Return when this person may be called."""
        self.ensure_one()
        queue = self.queue_id
        quiet = QUIET
        if queue:
            quiet = (round(queue.quiet_from * 60), round(queue.quiet_to * 60) % 1440)
        return CallRule(
            self.site_id.tz or self.env.user.tz or "UTC",
            parse_windows(self.wanted),
            (0, 0) if self.basis == "safety" else quiet,
            self.spacing,
            self.max_attempts,
        )

    def _plan(self):
        """Say when to call next; whom nobody can call any more, the team lead has."""
        now = fields.Datetime.now()
        for back in self.filtered(lambda one: one.state == "open"):
            back.next_attempt_at = get_next_attempt(
                back._get_rule(),
                now,
                back.attempt_count,
                back.last_attempt_at or None,
                back.not_before or None,
                back.expires_at,
            )
            if not back.next_attempt_at:
                is_tried = back.attempt_count >= back.max_attempts
                back.state = "unreachable" if is_tried else "expired"
                back._escalate()

    def _escalate(self):
        """Give the team lead the task to find another way."""
        self.ensure_one()
        lead = self._get_lead()
        if not lead:
            return
        words = self.with_context(lang=lead.lang)
        summary = words.env._("Not reached: %(who)s", who=self.display_name)
        # sudo: it is the system that tells the team lead, whoever made the call
        self.sudo().activity_schedule(
            "mail.mail_activity_data_todo", summary=summary, user_id=lead.id
        )

    def _get_lead(self):
        """Return who is told: of the queue, the site or the agent, who may see it."""
        # sudo: who leads is asked, whoever may read the settings of the queue
        back_sudo = self.sudo()
        leads = back_sudo.queue_id.leader_id + back_sudo.site_id.manager_id
        for user in leads + back_sudo.user_id:
            if user.active and back_sudo.with_user(user).has_access("read"):
                return user
        return self.env["res.users"]

    def _note_attempt(self, call):
        """Count a call that ended; in vain it is tried again, as long as that helps."""
        self.ensure_one()
        if self.state != "open":
            return
        if call.result == "answered":
            self._finish(call)
            return
        self.attempt_count += 1
        self.last_attempt_at = call.offered_at
        self._plan()

    def _finish(self, call):
        self.state = "done"
        self.next_attempt_at = False
        self.activity_unlink(["mail.mail_activity_data_todo"])
        self.call_id.filtered("is_missed").returned_by_id = call

    @api.model
    def _cron_expire(self, batch_size=500):
        """Close what has expired; running it again does nothing more."""
        domain = Domain("state", "=", "open") & Domain(
            "expires_at", "<=", fields.Datetime.now()
        )
        backs = self.search(domain, limit=batch_size)
        backs.try_lock_for_update()._plan()
        left = self.search_count(domain)
        self.env["ir.cron"]._commit_progress(len(backs), remaining=left)

    # Buttons

    def action_call(self):
        """Call now; what comes of it counts as an attempt."""
        self.ensure_one()
        if self.state != "open":
            raise UserError(self.env._("Nobody waits for this call any more."))
        if not self._get_rule().is_allowed(fields.Datetime.now()):
            raise UserError(
                self.env._("It is not the time to call: quiet hours, or none wanted.")
            )
        call = self.env["property.call"].create(
            {
                "direction": "outbound",
                "back_id": self.id,
                "partner_id": self.partner_id.id,
                "number": self.number,
                "unit_id": self.unit_id.id,
                "site_id": self.site_id.id,
                "queue_id": self.queue_id.id,
                "purpose": self.purpose,
                "user_id": self.env.uid,
            }
        )
        return call._dial()

    def action_done(self):
        """Say that somebody has spoken to the person, by whatever way."""
        for back in self.filtered(lambda one: one.state == "open"):
            back._finish(back.call_ids[:1])
        return True

    def action_cancel(self):
        """Say that no call is needed any more."""
        backs = self.filtered(lambda one: one.state == "open")
        backs.write({"state": "cancelled", "next_attempt_at": False})
        return True

    def action_reopen(self):
        """Try again from the beginning."""
        backs = self.filtered(lambda one: one.state != "open")
        backs.write({"state": "open", "attempt_count": 0, "last_attempt_at": False})
        for back in backs:
            back.expires_at = max(
                back.expires_at, fields.Datetime.now() + EXPIRES_AFTER
            )
        return True

    def _get_form_action(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Call-back"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "current" if self else "new",
        }
