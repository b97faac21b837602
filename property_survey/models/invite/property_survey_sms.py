from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from odoo.addons.property_crm.tools.dialler import check_url

from ...tools.sms import HttpSms, RecordingSms

KEEPERS = "base.group_system,property_crm.group_property_company_manager"


class PropertySurveySms(models.Model):
    """Through whom short messages to residents go, and what they say."""

    _name = "property.survey.sms"
    _description = "SMS provider"
    _order = "sequence, id"
    _check_company_auto = True

    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    name = fields.Char(required=True)
    kind = fields.Selection(
        [
            ("http", "Provider over HTTP"),
            ("training", "Training: sends nothing"),
        ],
        string="Sends with",
        required=True,
        default="http",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    site_ids = fields.Many2many(
        "property.site",
        string="Sites",
        check_company=True,
        help="None: all that have no provider of their own.",
    )
    url = fields.Char(
        string="Address",
        help="https, or http on this machine. It gets to, text and reference as JSON.",
    )
    secret = fields.Char(
        groups=KEEPERS, copy=False, help="Sent as a bearer token with each message."
    )
    timeout = fields.Integer(
        string="Wait (seconds)", default=5, required=True, help="At most 20."
    )
    text = fields.Char(
        string="Wording",
        required=True,
        translate=True,
        default="{company}: how do you find our service? {link}",
        help="{company}, {campaign} and {link} are filled in.",
    )

    _timeout_short = models.Constraint(
        "CHECK(timeout BETWEEN 1 AND 20)", "Wait: from 1 to 20 seconds."
    )

    @api.constrains("url", "kind")
    def _check_url(self):
        for provider in self.filtered(lambda provider: provider.kind == "http"):
            try:
                check_url(provider.url)
            except ValueError:
                raise ValidationError(
                    self.env._(
                        "Address: messages go only over https, or to this machine."
                    )
                ) from None

    @api.model
    def _get_for(self, site, company):
        """Return the settings for the site, as sudo; none if messages are not sent."""
        # sudo: who sends a campaign needs the provider, not its secret
        found_sudo = self.sudo().search(
            Domain("company_id", "=", company.id)
            & (Domain("site_ids", "in", site.ids) | Domain("site_ids", "=", False))
        )
        own = found_sudo.filtered(lambda provider: site and site in provider.site_ids)
        return (own or found_sudo)[:1]

    def _get_provider(self):
        """Return the object that sends: a hook for other providers."""
        if self.kind == "http":
            return HttpSms(self.url, self.secret or "", self.timeout)
        return RecordingSms()

    def _fill(self, invitation):
        """Return the message to the invited person, in his language."""
        text = self.with_context(lang=invitation.partner_id.lang).text
        campaign = invitation.campaign_id.with_context(lang=invitation.partner_id.lang)
        for name, value in (
            ("company", campaign.company_id.name),
            ("campaign", campaign.survey_id.title),
            ("link", invitation._get_url()),
        ):
            text = text.replace(f"{{{name}}}", value)
        return text
