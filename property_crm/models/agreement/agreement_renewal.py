from odoo import api, fields, models
from odoo.fields import Command, Domain

RENEWAL = "property_crm.mail_activity_type_agreement_renewal"
OPEN_STAGES = ("later", "due", "talks")


class Agreement(models.Model):
    """Agreements that come to an end: reminded in time, renewed in one step."""

    _inherit = "agreement"

    renewal_stage = fields.Selection(
        [
            ("later", "Not due yet"),
            ("due", "To renew"),
            ("talks", "In talks"),
            ("offered", "New offer made"),
            ("renewed", "Renewed"),
            ("leaving", "Will not be renewed"),
        ],
        string="Renewal",
        default="later",
        required=True,
        copy=False,
        tracking=True,
        group_expand=True,
    )
    reminder_days = fields.Integer(
        string="Remind",
        default=60,
        help="How many days before the last day for notice, or before the end if there"
        " is no notice, the responsible person is reminded.",
    )
    reminder_date = fields.Date(
        string="Reminder on", compute="_compute_reminder_date", store=True
    )
    is_reminded = fields.Boolean(
        compute="_compute_is_reminded", store=True, readonly=False, copy=False
    )
    renewed_from_id = fields.Many2one(
        "agreement",
        string="Renews",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    renewal_ids = fields.One2many("agreement", "renewed_from_id", string="Renewals")

    _reminder_idx = models.Index(
        "(reminder_date) WHERE state = 'active' AND is_reminded IS NOT TRUE"
    )

    @api.depends("notice_date", "end_date", "reminder_days")
    def _compute_reminder_date(self):
        for agreement in self:
            day = agreement.notice_date or agreement.end_date
            agreement.reminder_date = day and fields.Date.subtract(
                day, days=agreement.reminder_days
            )

    @api.depends("reminder_date")
    def _compute_is_reminded(self):
        """Another end is worth another reminder."""
        self.is_reminded = False

    def action_renew(self):
        """Write the proposal that goes on where this agreement ends."""
        self.ensure_one()
        self._check_state("active", "ended")
        # sudo: what it renews is kept by the system
        new = self.sudo().copy(self._prepare_renewal_vals())
        new._split_lines(new.line_ids)
        if self.renewal_stage in ("later", "due"):
            self.renewal_stage = "talks"
        return self._action_open(new)

    def _prepare_renewal_vals(self):
        start = fields.Date.add(self.end_date or self._get_today(), days=1)
        length = self.end_date and self.start_date and self.end_date - self.start_date
        lines = self.line_ids.filtered(
            lambda line: line._get_last_day() == self.end_date and line.basis != "once"
        )
        return {
            "renewed_from_id": self.id,
            "user_id": self.env.uid,
            "start_date": start,
            "end_date": length and start + length,
            "line_ids": [
                Command.create({**vals, "date_from": False, "date_to": False})
                for vals in lines.copy_data()
            ],
        }

    def action_send(self):
        result = super().action_send()
        # sudo: the stage of what is renewed follows
        self.sudo().renewed_from_id.renewal_stage = "offered"
        return result

    def _close_previous(self):
        # sudo: the stage of what is renewed follows
        renewed_sudo = self.sudo().renewed_from_id
        renewed_sudo.renewal_stage = "renewed"
        renewed_sudo.activity_feedback([RENEWAL])
        return super()._close_previous()

    # What the day brings

    @api.model
    def _cron_follow_agreements(self, batch_size=200):
        """End what is over, prolong what goes on, remind once of what will end."""
        tomorrow = fields.Date.add(fields.Date.today(), days=1)
        active = Domain("state", "=", "active")
        for domain, act in (
            (
                Domain("state", "=", "sent") & Domain("valid_until", "<", tomorrow),
                "_expire",
            ),
            (self._get_prolong_domain(tomorrow), "_prolong"),
            (active & Domain("end_date", "<", tomorrow), "_end_by_date"),
            (
                active
                & Domain("is_reminded", "=", False)
                & Domain("reminder_date", "<=", tomorrow)
                & Domain("renewal_stage", "in", OPEN_STAGES),
                "_remind",
            ),
        ):
            if not self._act_in_batches(domain, act, batch_size):
                return

    @api.model
    def _act_in_batches(self, domain, act, batch_size):
        """Return whether there is time left for more."""
        last_id = 0
        while True:
            found = self.search(
                domain & Domain("id", ">", last_id), limit=batch_size, order="id"
            )
            if not found:
                return True
            last_id = found[-1].id
            getattr(found.try_lock_for_update().filtered_domain(domain), act)()
            if not self.env["ir.cron"]._commit_progress(len(found)):
                return False

    def _expire(self):
        over = self.filtered(lambda offer: offer.valid_until < offer._get_today())
        over._set_state("expired")

    def _end_by_date(self):
        over = self.filtered(lambda offer: offer.end_date < offer._get_today())
        over._set_state("ended")
        over._log_event("ended")

    def _remind(self):
        due = self.filtered(lambda offer: offer.reminder_date <= offer._get_today())
        for agreement in due:
            keeper = agreement.user_id or agreement._get_approver()
            told = agreement.with_context(lang=keeper.lang)
            told.activity_schedule(
                RENEWAL,
                date_deadline=agreement.notice_date or agreement.end_date,
                user_id=keeper.id,
                summary=told._get_reminder_text(),
            )
        due.is_reminded = True
        due.filtered(lambda offer: offer.renewal_stage == "later").renewal_stage = "due"

    def _get_reminder_text(self):
        """Return what the responsible person reads, in his language."""
        return self.env._(
            "Ends on %(day)s: renew or say goodbye",
            day=self._format_day(self.end_date),
        )
