from odoo import fields, models

from ...tools.sms import HttpSms, RecordingSms


class PropertySurveySms(models.Model):
    """Through whom short messages to residents go, and what they say."""

    _name = "property.survey.sms"
    _inherit = ["property.provider.mixin"]
    _description = "SMS provider"

    kind = fields.Selection(
        [
            ("http", "Provider over HTTP"),
            ("training", "Training: sends nothing"),
        ],
        string="Sends with",
        required=True,
        default="http",
    )
    site_ids = fields.Many2many(
        help="None: all that have no provider of their own.",
    )
    url = fields.Char(
        help="https, or http on this machine. It gets to, text and reference as JSON.",
    )
    secret = fields.Char(help="Sent as a bearer token with each message.")
    text = fields.Char(
        string="Wording",
        required=True,
        translate=True,
        default="{company}: how do you find our service? {link}",
        help="{company}, {campaign} and {link} are filled in.",
    )

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
