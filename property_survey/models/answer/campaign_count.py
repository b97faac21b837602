from odoo import api, fields, models

from ...tools.disclosure import LEAST


class PropertySurveyCampaign(models.Model):
    _inherit = "property.survey.campaign"

    has_enough_answers = fields.Boolean(
        string="Enough answers to show",
        compute="_compute_has_enough_answers",
        search="_search_has_enough_answers",
        help="From five on; what fewer said would tell who said it.",
    )
    released_count = fields.Integer(
        string="Answers whose words are shown",
        readonly=True,
        copy=False,
        help="Words without a name are shown after the close, those of later paper"
        " from five answers more on: who just answered is known.",
    )

    def _compute_has_enough_answers(self):
        enough = self.filtered_domain([("id", "in", self._get_answered_ids())])
        for campaign in self:
            campaign.has_enough_answers = campaign in enough

    def _search_has_enough_answers(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("id", "in", self._get_answered_ids())]

    @api.model
    def _get_answered_ids(self):
        """Return the ids of the campaigns of which anything may be shown."""
        # sudo: nobody may read the sheets; here they are only counted
        groups = (
            self.env["property.survey.sheet"]
            .sudo()
            ._read_group([], ["campaign_id"], having=[("__count", ">=", LEAST)])
        )
        return [campaign.id for (campaign,) in groups]

    def _close(self):
        result = super()._close()
        self._release_words()
        return result

    @api.model
    def _get_with_unread_words(self):
        """Return the closed campaigns of which words are not shown yet."""
        groups = self.env["property.survey.comment"]._read_group(
            [
                ("campaign_id.state", "=", "closed"),
                ("campaign_id.mode", "!=", "named"),
                ("is_released", "=", False),
            ],
            ["campaign_id"],
        )
        return self.union(*(campaign for (campaign,) in groups))

    def _release_words(self):
        """Show the words of closed campaigns, of at least five answers at once."""
        # sudo: nobody may read the sheets or show words; here they are counted
        closed_sudo = self.sudo().filtered(
            lambda one: one.state == "closed" and one.mode != "named"
        )
        answered = closed_sudo._count_sheets()
        comments = closed_sudo.env["property.survey.comment"]
        for campaign in closed_sudo:
            count = answered.get(campaign, 0)
            if count - campaign.released_count >= LEAST:
                hidden = [
                    ("campaign_id", "=", campaign.id),
                    ("is_released", "=", False),
                ]
                comments.search(hidden).is_released = True
                campaign.released_count = count

    def action_view_sheets(self):
        """Open the single answers of a named campaign."""
        return self._open_of_campaign("property_survey.property_survey_sheet_action")

    def action_view_comments(self):
        """Open what was written in own words."""
        return self._open_of_campaign("property_survey.property_survey_comment_action")

    def _open_of_campaign(self, name):
        action = self.env["ir.actions.act_window"]._for_xml_id(name)
        action["domain"] = [("campaign_id", "in", self.ids)]
        action["context"] = {}
        return action
