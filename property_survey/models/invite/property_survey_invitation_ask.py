import logging
import re

from odoo import SUPERUSER_ID, api, models
from odoo.fields import Domain

from ...tools.delivery import digest
from ...tools.sms import SmsError

_logger = logging.getLogger(__name__)
# Odoo says in a Message-Id which record the mail is about.
INVITATION_ID = re.compile(r"-openerp-(\d{1,9})-property\.survey\.invitation@")


class PropertySurveyInvitation(models.Model):
    """Asking a batch of people, each by the first way that leads to him."""

    _inherit = "property.survey.invitation"

    def _ask(self):
        """Ask them; return those who get a short message once this is committed."""
        willing = self._leave_out_unwilling()
        by_channel = willing.grouped(willing._get_channels().get)
        for channel, invitations in by_channel.items():
            invitations.channel = channel
            if channel != "paper":  # a sheet or a code is still to be printed
                invitations._mark_asked()
        by_channel.get("email", self.browse())._queue_mails("invitation_template_id")
        return by_channel.get("sms", self.browse())

    def _mark_asked(self):
        """Note that they are asked, on the day it is there."""
        for campaign, invitations in self.grouped("campaign_id").items():
            invitations.write({"state": "asked", "asked_on": campaign._get_today()})

    def _remind(self):
        """Remind them; return those who get a short message, as ``_ask``."""
        willing = self._leave_out_unwilling().filtered(
            lambda one: (
                one.channel == "sms"
                or (one.channel == "email" and one.campaign_id.reminder_template_id)
            )
        )
        for invitation in willing:
            invitation.reminder_count += 1
        for campaign, invitations in willing.grouped("campaign_id").items():
            invitations.reminded_on = campaign._get_today()
        by_channel = willing.grouped("channel")
        by_channel.get("email", self.browse())._queue_mails("reminder_template_id")
        return by_channel.get("sms", self.browse())

    def _leave_out_unwilling(self):
        """Leave out who does not want to be asked; return the others.

        Who was asked before he said so has refused: the rates count him.
        """
        unwilling = self.filtered(
            lambda one: (
                (one.partner_id and not one.partner_id.active)
                or one.partner_id.refuses_contact
                or one.partner_id.refuses_surveys
            )
        )
        asked = unwilling.filtered(lambda one: one.state == "asked")
        asked.state = "refused"
        (unwilling - asked).write({"state": "left_out", "reason": "refused"})
        return self - unwilling

    def _get_channels(self):
        """Return ``{invitation: how he is asked}``."""
        has_login = self._get_partners_with_login()
        providers = {
            (site, company): self.env["property.survey.sms"]._find_for(site, company)
            for site, company in {(one.site_id, one.company_id) for one in self}
        }
        return {
            one: one._get_channel(has_login, providers[one.site_id, one.company_id])
            for one in self
        }

    def _get_channel(self, has_login, provider):
        """Return the way wished if it leads to him, else the first that does."""
        partner, campaign, wish = self.partner_id, self.campaign_id, self.channel
        has_address = partner.email_normalized and not partner.is_blacklisted
        may_mail = has_address and campaign.invitation_template_id
        may_text = provider and partner.phone_sanitized
        ways = {
            "email": may_mail and (campaign.by_email or wish == "email"),
            "sms": may_text and (campaign.by_sms or wish == "sms"),
            "portal": partner and partner in has_login,
        }
        if ways.get(wish):
            return wish
        return next((way for way, is_open in ways.items() if is_open), "paper")

    def _get_partners_with_login(self):
        # sudo: whether somebody can sign in decides how he is asked
        users_sudo = self.env["res.users"].sudo()
        return users_sudo.search([("partner_id", "in", self.partner_id.ids)]).partner_id

    def _queue_mails(self, name):
        for campaign, invitations in self.grouped("campaign_id").items():
            template = campaign[name]
            if template:
                mails = template.send_mail_batch(invitations.ids)
                invitations._keep_mails(mails)
                invitations._add_unsubscribe_headers(mails)

    def _keep_mails(self, mails):
        """Keep which mails they got: nobody else can say that one came back."""
        for mail in mails:
            # sudo: only this writes it, whoever asks them
            invitation = self.browse(mail.res_id).sudo()
            known = invitation.mail_digests or []
            invitation.mail_digests = [*known, digest(mail.message_id)]

    def _add_unsubscribe_headers(self, mails):
        """Let the mail programme refuse for him, with one click and without a page."""
        by_id = self.grouped("id")
        for mail in mails:
            mail.headers = by_id[mail.res_id]._get_unsubscribe_headers()

    def _get_unsubscribe_headers(self):
        # RFC 8058, as Odoo's own mass mailings have it
        return {
            "List-Unsubscribe": f"<{self._get_url()}/unsubscribe>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            # no replies from machines
            "X-Auto-Response-Suppress": "OOF",
        }

    def _send_sms_after_commit(self):
        """Send them when it is certain that they count as reminded, so never twice."""
        registry, ids = self.env.registry, self.ids
        if not ids:
            return

        @self.env.cr.postcommit.add
        def send():
            with registry.cursor() as cr:
                env = api.Environment(cr, SUPERUSER_ID, {})
                env[self._name].browse(ids)._send_sms()

    def _send_sms(self):
        """Send the short messages; who cannot be reached is marked."""
        for (site, company), invitations in self.grouped(
            lambda one: (one.site_id, one.company_id)
        ).items():
            settings = self.env["property.survey.sms"]._find_for(site, company)
            provider = settings._get_provider()
            for one in invitations:
                try:
                    reference = f"survey-{one.id}-{one.reminder_count}"
                    number = one.partner_id.phone_sanitized
                    provider.send(number, settings._fill(one), reference)
                except SmsError as error:
                    _logger.info("invitation %s was not sent: %s", one.id, error)
                    one.state = "failed"

    @api.model
    def _mark_bounced(self, message_ids, partner):
        """Mark who was asked by the e-mail that came back, in this campaign only.

        :param message_ids: the Message-Ids that it was sent with
        :param partner: whose address it is, if the post office said so
        """
        # the mail itself was deleted when it had been sent
        found = {one: INVITATION_ID.search(one) for one in message_ids or ()}
        ids = [int(match[1]) for match in found.values() if match]
        domain = (
            Domain("id", "in", ids)
            & Domain("channel", "=", "email")
            & Domain("state", "=", "asked")
            & Domain("campaign_id.state", "=", "running")
        )
        if partner:
            domain &= Domain("partner_id", "in", partner.ids)
        # sudo: the post office tells, whoever runs it
        invitations_sudo = self.sudo().search(domain)
        # anybody can write a number into a Message-Id
        given = set(map(digest, found))
        invitations_sudo.filtered(
            lambda one: not given.isdisjoint(one.mail_digests or ())
        ).state = "failed"
