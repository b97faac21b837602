from odoo import models


class PropertySurveyCampaign(models.Model):
    _inherit = "property.survey.campaign"

    def _forget_traces(self, sheets):
        keys = [sheet._get_low_score_key() for sheet in sheets]
        self.env["helpdesk.ticket"]._forget_low_cases(keys)
        return super()._forget_traces(sheets)


class PropertySurveySheet(models.Model):
    """A named answer that is dissatisfied is looked after; others are figures only."""

    _inherit = "property.survey.sheet"

    def _after_submit(self):
        """Open a follow-up request for each dissatisfied answer of a named campaign."""
        lows = [
            sheet._prepare_low_score(number)
            for sheet in self.filtered(lambda one: one.campaign_id.mode == "named")
            if (number := sheet._get_low_satisfaction())
        ]
        self.env["helpdesk.ticket"]._open_low_cases(lows)
        return super()._after_submit()

    def _get_low_satisfaction(self):
        """Return the satisfaction he gave if it is low, else 0."""
        company = self.company_id.sudo()  # sudo: the limit holds whoever answers
        # sudo: the resident who answers reads no questionnaires
        asked_sudo = self.campaign_id.sudo().survey_id.question_and_page_ids
        given = [
            float(self.numbers[str(question.id)])
            for question in asked_sudo
            if question.quality_role == "satisfaction"
            and str(question.id) in self.numbers
        ]
        low = min(given, default=0)
        return low if 0 < low <= company.low_score_stars else 0

    def _get_low_score_key(self):
        return f"sheet/{self.id}"

    def _prepare_low_score(self, number):
        words = (
            self.env["property.survey.comment"]
            .sudo()
            .search([("sheet_id", "=", self.id)])
        )  # sudo: of who answered, for whom he answered
        return {
            "key": self._get_low_score_key(),
            "source": "sheet",
            "ticket": self.ticket_id,
            "partner": self.partner_id,
            "unit": self.unit_id,
            "site": self.site_id,
            "reason": self.env._(
                "%(number)s of 5 for satisfaction: %(campaign)s",
                number=round(number),
                campaign=self.campaign_id.name,
            ),
            "text": "\n".join(words.mapped("text")),
        }
