from odoo import api, fields, models

from ...tools.anonymity import MODES

MODE_LABELS = {
    "named": "Named: who said it is known",
    "confidential": "Confidential: shown only together with others",
    "anonymous": "Anonymous: nobody can find out",
}


class PropertySurveyCampaign(models.Model):
    """Asking a population one questionnaire, from the plan to the result."""

    _name = "property.survey.campaign"
    _inherit = ["mail.thread", "mail.activity.mixin", "property.site.mixin"]
    _description = "Survey campaign"
    _order = "date_start desc, id desc"

    name = fields.Char(string="Campaign", required=True, tracking=True)
    survey_id = fields.Many2one(
        "survey.survey",
        string="Questionnaire",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("is_quality", "=", True)],
        tracking=True,
    )
    mode = fields.Selection(
        [(mode, MODE_LABELS[mode]) for mode in MODES],
        string="Word given",
        required=True,
        default="confidential",
        tracking=True,
    )
    state = fields.Selection(
        [
            ("draft", "Planning"),
            ("running", "Running"),
            ("closed", "Closed"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        required=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        index=True,
        tracking=True,
    )
    date_start = fields.Date(
        string="Asked from", required=True, default=fields.Date.context_today
    )
    date_end = fields.Date(string="Asked until", tracking=True)
    site_ids = fields.Many2many(
        "property.site",
        string="Sites",
        default=lambda self: self.env.user._get_only_site(),
    )
    site_id = fields.Many2one(
        "property.site",
        string="Only site",
        compute="_compute_site_id",
        store=True,
        index=True,
        help="Whose campaign it is. Of several sites: the company's.",
    )
    territory_id = fields.Many2one(related="site_id.territory_id", store=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    stratum_ids = fields.One2many("property.survey.stratum", "campaign_id")
    invitation_ids = fields.One2many("property.survey.invitation", "campaign_id")
    result_ids = fields.One2many("property.survey.result", "campaign_id")

    @api.depends("site_ids")
    def _compute_site_id(self):
        for campaign in self:
            only = campaign.site_ids if len(campaign.site_ids) == 1 else False
            campaign.site_id = only
