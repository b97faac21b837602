from calendar import monthrange

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .agreement_renewal import RENEWAL

SETTLED = ("leaving", "renewed")


class Agreement(models.Model):
    """Agreements that go on by themselves, unless somebody says in time that they end.

    Owners dismiss the provider of their property service with 60 days' notice; a
    provider who does not renew says so 90 days before the end (Civil Code 946, 947).
    """

    _inherit = "agreement"

    prolong_months = fields.Integer(
        string="Goes on by itself",
        tracking=True,
        help="By how many months it is prolonged at its end, again and again, unless"
        " one of the two gives notice in time. 0: it ends on its last day.",
    )
    own_notice_days = fields.Integer(
        string="Our notice period",
        default=90,
        help="How many days before the end we have to say that we do not go on. For a"
        " property service contract: 90 days (Civil Code 947).",
    )
    own_notice_date = fields.Date(
        string="Our notice until", compute="_compute_own_notice_date"
    )
    dismissed_by = fields.Selection(
        [("customer", "Customer"), ("provider", "Us")],
        string="Notice given by",
        readonly=True,
        copy=False,
        tracking=True,
    )
    dismissed_on = fields.Date(string="Notice given on", readonly=True, copy=False)

    _prolong_positive = models.Constraint(
        "CHECK(prolong_months >= 0 AND own_notice_days >= 0)",
        "Goes on by itself, our notice period: not below zero.",
    )
    _prolong_idx = models.Index(
        "(notice_date) WHERE state = 'active' AND prolong_months > 0"
    )

    @api.depends("end_date", "own_notice_days")
    def _compute_own_notice_date(self):
        for agreement in self:
            agreement.own_notice_date = agreement.end_date and fields.Date.subtract(
                agreement.end_date, days=agreement.own_notice_days
            )

    def action_dismissed_by_customer(self):
        """The customer has given notice: it ends on its last day."""
        self._dismiss("customer", "notice_date")

    def action_dismissed_by_us(self):
        """We have given notice: it ends on its last day."""
        self._dismiss("provider", "own_notice_date")

    def _dismiss(self, who, date_field):
        self._check_state("active")
        for agreement in self:
            today, until = agreement._get_today(), agreement[date_field]
            if agreement.prolong_months and until and until < today:
                raise UserError(
                    self.env._(
                        "%(agreement)s: notice was due by %(day)s. It goes on; agree on"
                        " another end with the customer.",
                        agreement=agreement.display_name,
                        day=agreement._format_day(until),
                    )
                )
            # sudo: who gave notice is kept by this step
            agreement.sudo().write(
                {
                    "dismissed_by": who,
                    "dismissed_on": today,
                    "renewal_stage": "leaving",
                }
            )
        self.activity_feedback([RENEWAL])
        self._log_event("dismissed")

    @api.model
    def _get_prolong_domain(self, day):
        return (
            Domain("state", "=", "active")
            & Domain("prolong_months", ">", 0)
            & Domain("renewal_stage", "not in", SETTLED)
            & Domain("notice_date", "<", day)
        )

    def _prolong(self):
        """Let them go on whose last day for notice has passed, once each time."""
        for agreement in self:
            today = agreement._get_today()
            while agreement.notice_date < today:
                end = agreement._get_prolonged_end()
                # sudo: it was agreed that the end moves by itself
                agreement.sudo().write({"end_date": end, "renewal_stage": "later"})
                agreement._log_event("prolonged", reason=f"→ {end.isoformat()}")
                agreement.activity_unlink([RENEWAL])

    def _get_prolonged_end(self):
        """Return the new last day; the last of a month stays the last of a month."""
        end = self.end_date
        later = fields.Date.add(end, months=self.prolong_months)
        last = monthrange(later.year, later.month)[1]
        if end.day == monthrange(end.year, end.month)[1]:
            return later.replace(day=last)
        return later

    def _close_previous(self):
        """What a renewal follows does not go on beside it."""
        # sudo: the end of what is renewed follows
        renewed_sudo = self.sudo().renewed_from_id
        end = renewed_sudo.end_date
        if renewed_sudo.prolong_months and end and end >= self.start_date:
            renewed_sudo.end_date = fields.Date.subtract(self.start_date, days=1)
        return super()._close_previous()

    def _get_reminder_text(self):
        if not self.prolong_months:
            return super()._get_reminder_text()
        return self.env._(
            "Goes on by itself after %(day)s: until %(notice)s the customer can give"
            " notice, we until %(ours)s",
            day=self._format_day(self.end_date),
            notice=self._format_day(self.notice_date),
            ours=self._format_day(self.own_notice_date),
        )
