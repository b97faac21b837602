from odoo import api, fields, models


class PropertySurveyCampaign(models.Model):
    _inherit = "property.survey.campaign"

    published = fields.Json(
        copy=False,
        groups="base.group_system",
        help="How many stood behind each figure that was shown, by days: new figures"
        " may not differ by fewer than five.",
    )

    result_count = fields.Integer(
        string="Counted results", compute="_compute_result_count"
    )

    @api.depends("result_ids")
    def _compute_result_count(self):
        counts = dict(
            self.env["property.survey.result"]._read_group(
                [("campaign_id", "in", self.ids)], ["campaign_id"], ["__count"]
            )
        )
        for campaign in self:
            campaign.result_count = counts.get(campaign._origin, 0)

    def action_count_result(self):
        """Count the results of the campaigns, or count them again, and show them."""
        self.check_access("write")
        self._count_result()
        return self.action_view_results()

    def action_view_results(self):
        """Open the results of the campaigns."""
        results = self.result_ids
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_survey.property_survey_result_action"
        )
        action["domain"] = [("campaign_id", "in", self.ids)]
        if len(results) == 1:
            action |= {"res_id": results.id, "views": [(False, "form")]}
        return action

    def _count_result(self):
        """Return the results of all answers, one a campaign, counted."""
        # sudo: a campaign that closes by itself is counted too; who closes it may
        Result = self.env["property.survey.result"].sudo()
        known = Result.search(
            [
                ("campaign_id", "in", self.ids),
                ("date_from", "=", False),
                ("date_to", "=", False),
            ],
            order="id desc",
        ).grouped("campaign_id")
        missing = self.filtered(lambda campaign: campaign not in known)
        created = Result.create(
            [
                {"name": campaign.name, "campaign_id": campaign.id}
                for campaign in missing
            ]
        )
        results = created.union(*(ones[0] for ones in known.values()))
        results.action_count()
        return results.sudo(self.env.su)

    def _close(self):
        """Count what was answered."""
        result = super()._close()
        self.filtered(lambda campaign: campaign._has_counted())._count_result()
        return result

    def _has_counted(self):
        """Return whether something of the questionnaire is counted."""
        return any(self.survey_id.question_and_page_ids.mapped("quality_role"))
