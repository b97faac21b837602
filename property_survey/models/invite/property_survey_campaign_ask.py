from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain

# Who is asked by these is asked by somebody: by a letter, a sheet, or a call.
BY_HAND = ("paper", "qr", "phone")


class PropertySurveyCampaign(models.Model):
    """Asking, and asking again: in batches, each of which is done once."""

    _inherit = "property.survey.campaign"

    def _send_invitations(self, invitations=None):
        """Have the invitations sent soon: all that are still to be asked.

        :param invitations: of them, those whose way is looked for anew
        """
        if invitations:
            # who had no way before may have one now
            invitations.filtered(lambda one: one.state == "planned").channel = False
        self.env.ref("property_survey.ir_cron_survey_ask")._trigger()

    def action_send_invitations(self):
        """Look for the ways to those who are still to be asked, and ask them."""
        self.check_access("write")
        self._send_invitations(self.invitation_ids)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("The invitations go out in the next minutes."),
            },
        }

    @api.model
    def _get_to_ask_domain(self):
        return (
            Domain("state", "=", "planned")
            & Domain("channel", "not in", BY_HAND)
            & Domain("campaign_id", "in", self._get_asking().ids)
        )

    @api.model
    def _cron_ask(self, batch_size=100):
        """Ask who is to be asked. A batch cut off is as if it had not begun."""
        self._run_batches(self._get_to_ask_domain(), "_ask", batch_size)

    @api.model
    def _cron_remind(self, batch_size=100):
        """Remind who has been silent for long enough."""
        # one search a campaign: each has its own days and its own limit
        for campaign in self._get_asking().filtered("reminder_max"):
            domain = campaign._get_to_remind_domain()
            if not self._run_batches(domain, "_remind", batch_size):
                return

    def _get_to_remind_domain(self):
        self.ensure_one()
        ways = ["email", "sms"] if self.reminder_template_id else ["sms"]
        before = self._get_today() - timedelta(days=self.reminder_days)
        return (
            Domain("campaign_id", "=", self.id)
            & Domain("state", "=", "asked")
            & Domain("channel", "in", ways)
            & Domain("reminder_count", "<", self.reminder_max)
            & Domain("asked_on", "<=", before)
            & (Domain("reminded_on", "=", False) | Domain("reminded_on", "<=", before))
        )

    @api.model
    def _run_batches(self, domain, method, batch_size):
        """Do it with all invitations of the domain; return whether time is left.

        Mails are queued with what says that they are. Short messages cannot be taken
        back: they leave when it has been committed that they do, so never twice.
        """
        Invitation, cron = self.env["property.survey.invitation"], self.env["ir.cron"]
        remaining = Invitation.search_count(domain)
        while remaining:
            batch = Invitation.search(domain, limit=batch_size, order="id")
            batch = batch.try_lock_for_update()
            to_text = getattr(batch, method)()
            remaining = max(0, remaining - len(batch)) if batch else 0
            left = cron._commit_progress(len(batch), remaining=remaining)
            to_text._send_sms()
            if not left:
                return False
        return True
