from odoo import api, models

from ...tools.anonymity import seal

BURNT = "burnt-"


class PropertySurveyInvitation(models.Model):
    _inherit = "property.survey.invitation"

    @api.model
    def _get_by_token(self, token):
        """Return the invitation of the token, the burnt one of who answered, too."""
        found = super()._get_by_token(token)
        if found or not token:
            return found
        # sudo: whoever has the token is the invited person
        return self.sudo().search([("token", "=", BURNT + seal(token))])

    def _lock(self):
        """Wait until nobody else writes the invitation: one of two posts comes first.

        The other fails with a conflict, is tried again by Odoo, and finds an answer;
        as nothing is lost by that, the log does not call it an error.
        """
        self.flush_recordset()
        self.env.cr.execute(
            "SELECT id FROM property_survey_invitation WHERE id = %s FOR UPDATE",
            [self.id],
            log_exceptions=False,
        )
        self.invalidate_recordset()

    def _mark_answered(self):
        """Note that he answered; in an anonymous campaign his token is used up."""
        self.ensure_one()
        values = {"state": "answered"}
        if self.campaign_id.mode == "anonymous":
            values["token"] = BURNT + seal(self.token)
        self.write(values)
        self.flush_recordset()
