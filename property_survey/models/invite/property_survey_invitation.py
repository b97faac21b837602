from odoo import api, fields, models

from ...tools.survey_token import clean, new_token, pretty


class PropertySurveyInvitation(models.Model):
    """The code of an invitation, and what its page is called."""

    _inherit = "property.survey.invitation"

    token = fields.Char(default=lambda self: new_token())
    mail_digests = fields.Json(
        string="Mails sent",
        copy=False,
        readonly=True,
        groups="base.group_system",
        help="By what a mail that comes back is known as one of his.",
    )

    @api.model
    def _get_by_token(self, token):
        """Return the invitation of the code, however it was typed; none if wrong."""
        return super()._get_by_token(clean(token))

    def _get_url(self):
        return f"{self.get_base_url()}{self._get_path()}"

    def _get_path(self):
        self.ensure_one()
        # sudo: whoever may send or print an invitation needs its address
        return f"/q/{self.sudo().token}"

    def _get_code(self):
        """Return the code in groups, as somebody types it."""
        # sudo: as above
        return pretty(self.sudo().token)

    def _get_reader(self):
        """Return the name that stands on what is printed for him; none if anonymous."""
        if not self or self.campaign_id.mode == "anonymous":
            return ""
        # sudo: whoever prints a letter puts the name on it
        return self.sudo().partner_id.name or ""

    def _may_answer(self):
        """Return whether an answer is still awaited, whatever way he was asked."""
        self.ensure_one()
        waits = self.state in ("planned", "asked", "failed")
        return waits and self.campaign_id._takes_answers()

    def _get_door(self):
        """Return the channel of an answer that comes by the page."""
        self.ensure_one()
        is_printed = self.channel in (False, "paper", "phone")
        return "qr" if is_printed else self.channel

    # The resident's pages

    @api.model
    def _portal_domain(self, partner):
        campaigns = self.env["property.survey.campaign"]._get_asking()
        return [
            ("partner_id", "=", partner.id),
            ("state", "in", ["planned", "asked", "failed"]),
            ("campaign_id", "in", campaigns.ids),
        ]

    @api.model
    def _portal_count(self, partner):
        # sudo: his own invitations
        return self.sudo().search_count(self._portal_domain(partner))

    @api.model
    def _portal_search(self, partner):
        """Return what the person is asked at present, as sudo."""
        # sudo: his own invitations
        return self.sudo().search(self._portal_domain(partner), order="id desc")
