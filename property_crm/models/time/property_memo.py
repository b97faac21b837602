from odoo import api, fields, models
from odoo.exceptions import AccessError

OWNERS_ALONE = {"user_id", "shared_user_ids"}


class PropertyMemo(models.Model):
    """A note to oneself, or to chosen colleagues, with a time to be reminded at."""

    _name = "property.memo"
    _inherit = [
        "property.reminder.mixin",
        "property.person.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _description = "Memo"
    _order = "is_done, priority desc, date_due, sequence, id desc"

    name = fields.Char(string="Memo", required=True)
    note = fields.Html(string="Details")
    sequence = fields.Integer(default=10)
    priority = fields.Selection(
        [("0", "Normal"), ("1", "Important")], default="0", required=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Whose",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.user,
    )
    shared_user_ids = fields.Many2many(
        "res.users",
        "property_memo_shared_user_rel",
        "memo_id",
        "user_id",
        string="Shared with",
        domain="[('share', '=', False), ('id', '!=', user_id)]",
        copy=False,
        help="Empty: private. Whoever is named here reads it, adds to it and does it.",
    )
    partner_id = fields.Many2one(
        "res.partner", string="Customer", index="btree_not_null", ondelete="set null"
    )
    unit_id = fields.Many2one(
        "property.unit", index="btree_not_null", ondelete="set null"
    )
    date_due = fields.Date(string="Due", index="btree_not_null")
    is_late = fields.Boolean(compute="_compute_is_late")
    part_ids = fields.One2many(
        "property.memo.part", "memo_id", string="Its parts", copy=True
    )
    progress = fields.Char(
        string="Parts done",
        compute="_compute_progress",
        help="How many of its parts are done, and how many there are.",
    )

    _waiting_idx = models.Index(
        "(remind_at) WHERE reminded_at IS NULL AND is_done IS NOT TRUE"
    )

    @api.depends("part_ids.is_done")
    def _compute_progress(self):
        for memo in self:
            parts = memo.part_ids
            done = len(parts.filtered("is_done"))
            memo.progress = f"{done}/{len(parts)}" if parts else ""

    @api.depends("date_due", "is_done")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for memo in self:
            due = memo.date_due
            memo.is_late = bool(due and not memo.is_done and due < today)

    @api.model_create_multi
    def create(self, vals_list):
        memos = super().create(vals_list)
        for memo in memos:
            memo._tell_shared(memo.shared_user_ids)
        return memos

    def write(self, vals):
        self._check_owner(vals)
        shared = {memo: memo.shared_user_ids for memo in self}
        result = super().write(vals)
        if "shared_user_ids" in vals:
            for memo in self:
                memo._tell_shared(memo.shared_user_ids - shared[memo])
        return result

    def _check_owner(self, vals):
        """Who shares a memo, and with whom, is its owner's business."""
        if OWNERS_ALONE.isdisjoint(vals) or self.env.su:
            return
        if self.user_id - self.env.user:
            raise AccessError(
                self.env._("Only the owner of a memo says who else may see it.")
            )

    def action_done(self):
        """Tick off; the reminder that is still to come falls away."""
        self.filtered(lambda memo: not memo.is_done).is_done = True

    def action_undo(self):
        """Take back that it is done."""
        self.filtered("is_done").is_done = False

    # Telling

    def _tell_shared(self, users):
        """Tell those once with whom the memo is shared from now on."""
        self.ensure_one()
        for user in users - self.env.user:
            words = self.with_context(lang=user.lang)
            words._tell(
                user,
                words.env._(
                    "%(who)s shares a memo with you: %(memo)s",
                    who=self.env.user.name,
                    memo=self.name,
                ),
            )

    def _tell(self, user, subject):
        # sudo: the colleague's address is used, not shown
        self.sudo().message_notify(
            partner_ids=user.sudo().partner_id.ids,
            subject=subject,
            body=self.note or self.name,
            email_layout_xmlid="mail.mail_notification_layout",
        )

    @api.model
    def _cron_remind(self, batch_size=200):
        """Remind of the memos and their parts whose time has come, of each once."""
        done = remaining = 0
        for kind in (self, self.env["property.memo.part"]):
            due = kind.search(kind._get_due_domain(), limit=batch_size)
            due = due.try_lock_for_update()
            due._remind()
            done += len(due)
            remaining += kind.search_count(kind._get_due_domain())
        if done:
            self.env["ir.cron"]._commit_progress(done, remaining=remaining)

    def _remind(self):
        for memo in self:
            memo._tell_reminder(memo.name)
        self.reminded_at = fields.Datetime.now()

    def _tell_reminder(self, name):
        """Remind all whose memo this is of it, or of a part of that name."""
        self.ensure_one()
        for user in (self.user_id | self.shared_user_ids).filtered("active"):
            words = self.with_context(lang=user.lang)
            subject = words.env._("Reminder: %(memo)s", memo=name)
            words._tell(user, subject)
            user._bus_send(
                "simple_notification",
                {"type": "warning", "sticky": True, "message": subject},
            )
