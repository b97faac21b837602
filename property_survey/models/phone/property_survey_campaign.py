from odoo import api, fields, models
from odoo.exceptions import UserError

# Who is asked more than this on the telephone hangs up before the end.
MANY_QUESTIONS = 30


class PropertySurveyCampaign(models.Model):
    """Asking by telephone: a script of the questionnaire, and lists of whom to call."""

    _inherit = "property.survey.campaign"

    call_list_ids = fields.One2many(
        "property.call.list", "campaign_id", string="Call lists"
    )
    call_list_count = fields.Integer(
        string="Lists to call", compute="_compute_call_list_count"
    )
    is_long_to_say = fields.Boolean(
        string="Long for the telephone", compute="_compute_is_long_to_say"
    )

    def _forget_traces(self, sheets):
        # calls that go on still forget at their end
        over = self.call_list_ids.entry_ids.filtered(lambda entry: not entry.is_open)
        over._forget_answers()
        return super()._forget_traces(sheets)

    def _compute_call_list_count(self):
        counts = dict(
            self.env["property.call.list"]._read_group(
                [("campaign_id", "in", self.ids)], ["campaign_id"], ["__count"]
            )
        )
        for campaign in self:
            campaign.call_list_count = counts.get(campaign._origin, 0)

    @api.depends("survey_id")
    def _compute_is_long_to_say(self):
        for campaign in self:
            # sudo: who has people called need not be allowed to read questionnaires
            survey_sudo = campaign.survey_id.sudo()
            count = len(survey_sudo._get_paper_questions()) if survey_sudo else 0
            campaign.is_long_to_say = count > MANY_QUESTIONS

    def action_make_call_lists(self):
        """Put those without e-mail who have not answered on a list of their site."""
        self.ensure_one()
        self.check_access("write")
        if self.mode == "anonymous":
            raise UserError(
                self.env._(
                    "An anonymous campaign is not asked by telephone: the log of calls"
                    " says who spoke when. Choose a confidential one."
                )
            )
        if self.state != "running":
            raise UserError(self.env._("Start the campaign first."))
        script = self._get_call_script()
        for site in self.site_ids or self.invitation_ids.site_id:
            self._get_call_list(site, script).action_fill()
        return self.action_view_call_lists()

    def action_view_call_lists(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_call_list_action"
        )
        action["domain"] = [("campaign_id", "=", self.id)]
        action["context"] = {}
        return action

    def _get_call_list(self, site, script):
        """Return the list of the site that is not finished, a new one without one."""
        CallList = self.env["property.call.list"]
        territory = site.territory_id
        found = CallList.search(
            [
                ("campaign_id", "=", self.id),
                ("territory_id", "=", territory.id),
                ("state", "!=", "done"),
            ],
            limit=1,
        )
        return found or CallList.create(
            {
                "name": f"{self.name} · {site.name}",
                "purpose": "survey",
                "source": "survey",
                "domain": "[('partner_id.email', '=', False)]",
                "campaign_id": self.id,
                "script_id": script.id,
                "territory_id": territory.id,
                "user_id": self.user_id.id,
                "date_deadline": self.date_end,
            }
        )
