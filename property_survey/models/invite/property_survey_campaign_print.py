from odoo import models
from odoo.exceptions import UserError

# to be asked without another way, not reached by the other, or to be printed again
TO_PRINT = {
    ("planned", "paper"),
    ("planned", "qr"),
    ("planned", False),
    ("failed", "email"),
    ("failed", "sms"),
    ("asked", "qr"),
}


class PropertySurveyCampaign(models.Model):
    """Codes on paper: one for each household, or a poster for everybody."""

    _inherit = "property.survey.campaign"

    def action_print_codes(self):
        """Print the codes of those whom nothing else reaches: they count as asked."""
        self.check_access("write")
        invitations = self.invitation_ids.filtered(
            lambda one: (one.state, one.channel) in TO_PRINT
        )
        if not invitations:
            raise UserError(self.env._("All were asked another way, or have answered."))
        fresh = invitations.filtered(lambda one: one.state != "asked")
        fresh.channel = "qr"
        fresh.sudo()._mark_asked()  # sudo: who prints codes asks by them
        report = self.env.ref("property_survey.property_survey_code_report")
        return report.report_action(invitations, config=False)

    def action_print_poster(self):
        """Print the sheet for the hall."""
        self.ensure_one()
        if not self.is_open:
            raise UserError(
                self.env._("Allow the poster first: anybody can answer by its code.")
            )
        report = self.env.ref("property_survey.property_survey_poster_report")
        return report.report_action(self, config=False)
