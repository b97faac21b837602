from odoo import models


class PropertySurveyInvitation(models.Model):
    """What the invited person can say instead of an answer."""

    _inherit = "property.survey.invitation"

    def _refuse(self, is_for_all=False):
        """Note that he does not want to be asked: this time, or ever.

        Who has answered can still say that he wants no more of it.
        """
        self.ensure_one()
        if self._may_answer():
            self.state = "refused"
        if is_for_all and self.partner_id:
            self.partner_id.refuses_surveys = True
