from odoo import models

from ...tools.anonymity import TRAITS, generalise
from .campaign_mix import BY_CRON
from .property_survey_invitation import BURNT


class PropertySurveyCampaign(models.Model):
    """A stricter word holds for those, too, who answered before it was given."""

    _inherit = "property.survey.campaign"

    def write(self, vals):
        before = {campaign: campaign.mode for campaign in self}
        result = super().write(vals)
        for campaign, mode in before.items():
            if campaign.mode != mode:
                # sudo: nobody may write answers; here they only lose what led to people
                campaign.sudo()._forget()
        return result

    def _forget(self):
        """Take out of the answers what is not kept by the word given now."""
        self.ensure_one()
        of_this = [("campaign_id", "=", self.id)]
        sheets = self.env["property.survey.sheet"].search(of_this)
        comments = self.env["property.survey.comment"].search(of_this)
        if self.mode == "named":
            return
        self._forget_traces(sheets)
        sheets.write({"partner_id": False, "unit_id": False, "ticket_id": False})
        comments.write({"sheet_id": False, "site_id": self.site_id.id})
        if self.mode == "anonymous" and sheets:
            self._forget_invitations(sheets)
            sheets.write({"is_settled": False})
            comments.write({"is_settled": False})
            self._mix(BY_CRON)

    def _forget_traces(self, sheets):
        """Take out what was made of named answers elsewhere: a hook."""

    def _forget_invitations(self, sheets):
        answered = self._get_answered_traits()
        for sheet in sheets:
            invitation = sheet.invitation_id
            traits = dict.fromkeys(TRAITS, False) | {"site_id": self.site_id.id}
            if invitation:
                traits |= generalise(self._get_traits(invitation), answered)
            else:
                traits |= self._get_open_attributes(self._get_traits(sheet))
            sheet.write({**traits, "invitation_id": False, "channel": False})
        for invitation in self.invitation_ids:
            is_burnt = invitation.token.startswith(BURNT)
            if invitation.state == "answered" and not is_burnt:
                invitation._mark_answered()
        receipts = self.env["property.survey.receipt"].search(
            [("campaign_id", "=", self.id)]
        )
        for receipt in receipts:
            receipt.write(
                {"key": self._get_receipt_key(receipt.key), "is_settled": False}
            )
