from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

# Who has not rated after so many days more is not asked any more.
LONG_AGO = 14
BATCH = 100


class HelpdeskTicket(models.Model):
    """Asks once, by e-mail, who has not rated what was done for him."""

    _inherit = "helpdesk.ticket"

    rating_asked_on = fields.Date(
        string="Asked by e-mail to rate it", copy=False, readonly=True
    )

    @api.model
    def _cron_ask_rating(self, batch_size=BATCH):
        """Ask; who was asked, has rated or has no address is left alone."""
        for company in self.env["res.company"].search(
            [("rating_reminder_days", ">", 0)]
        ):
            found = self.search(
                self._get_rating_domain(company), limit=batch_size, order="id"
            )
            while found:
                found._ask_rating()
                self.env["ir.cron"]._commit_progress(len(found))
                last = Domain("id", ">", max(found.ids))
                found = self.search(
                    self._get_rating_domain(company) & last,
                    limit=batch_size,
                    order="id",
                )

    @api.model
    def _get_rating_domain(self, company):
        until = fields.Datetime.now() - timedelta(days=company.rating_reminder_days)
        since = until - timedelta(days=LONG_AGO)
        over = Domain("done_at", ">=", since) & Domain("done_at", "<", until)
        over |= (
            Domain("done_at", "=", False)
            & Domain("closed_date", ">=", since)
            & Domain("closed_date", "<", until)
        )
        return (
            over
            & Domain("company_id", "=", company.id)
            & Domain("stage_id.is_finished", "=", True)
            & Domain("rating_asked_on", "=", False)
            & Domain("rating_status", "=", "stage_change")
            & Domain("close_cause", "in", ("solved", "workaround", "answered"))
            & Domain("partner_id.email", "!=", False)
            & Domain("partner_id.refuses_contact", "=", False)
            & Domain("partner_id.refuses_surveys", "=", False)
        )

    def _ask_rating(self):
        """Send the mail to those who have not rated; the stars are on their page."""
        template = self.env.ref("property_survey.mail_template_ask_rating")
        rated = self.env["rating.rating"]._read_group(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("consumed", "=", True),
            ],
            ["res_id"],
        )
        done = {res_id for (res_id,) in rated}
        asked = self.filtered(lambda ticket: ticket.id not in done)
        asked.message_mail_with_source(template, force_send=False)
        self.rating_asked_on = fields.Date.context_today(self)
