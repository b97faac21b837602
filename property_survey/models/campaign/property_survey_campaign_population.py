from odoo import api, fields, models
from odoo.exceptions import ValidationError

KINDS = [
    ("residents", "People of the sites"),
    ("ticket", "Whose request was closed"),
    ("move_in", "Who moved in"),
    ("agreement_end", "Whose agreement ends"),
    ("staff", "Staff"),
]
EVENTS = ("ticket", "move_in", "agreement_end")


class PropertySurveyCampaign(models.Model):
    """Who is asked: people of places, or to whom something happened."""

    _inherit = "property.survey.campaign"

    population_kind = fields.Selection(
        KINDS,
        string="Who is asked",
        required=True,
        default="residents",
        tracking=True,
    )
    is_event = fields.Boolean(compute="_compute_is_event")
    building_ids = fields.Many2many(
        "property.building",
        string="Only of the buildings",
        domain="[('site_id', 'in', site_ids)]",
        help="Empty: of all buildings.",
    )
    to_owners = fields.Boolean(string="Owners", default=True)
    to_tenants = fields.Boolean(string="Tenants", default=True)
    to_family = fields.Boolean(string="Family members")
    segment_ids = fields.Many2many(
        "property.segment", string="Only of the segments", help="Empty: of all."
    )
    event_from = fields.Date(
        string="Happened from",
        default=lambda self: fields.Date.subtract(
            fields.Date.context_today(self), days=30
        ),
        copy=False,
    )
    event_to = fields.Date(
        string="Happened until",
        copy=False,
        help="Empty: while the campaign runs, each day asks those of the day before.",
    )
    purpose_id = fields.Many2one(
        "property.privacy.purpose",
        string="Purpose of the use of data",
        ondelete="restrict",
        help="Where it needs consent, only those who agreed are asked.",
    )
    pause_days = fields.Integer(
        string="Leave in peace (days)",
        compute="_compute_pause_days",
        store=True,
        readonly=False,
        precompute=True,
        help="Whoever was asked so many days ago or less, by whatever campaign, is left"
        " out. Also of anonymous ones: who was asked is known, what he said is not.",
    )

    _pause_positive = models.Constraint(
        "CHECK(pause_days >= 0)", "Leave in peace: 0 days or more."
    )
    _events_in_order = models.Constraint(
        "CHECK(event_from <= event_to)", "What happened ends before it begins."
    )

    @api.depends("population_kind")
    def _compute_is_event(self):
        for campaign in self:
            campaign.is_event = campaign.population_kind in EVENTS

    @api.depends("company_id")
    def _compute_pause_days(self):
        for campaign in self:
            campaign.pause_days = campaign.company_id.survey_pause_days

    @api.constrains("site_ids", "building_ids", "company_id")
    def _check_places(self):
        for campaign in self:
            # sudo: places that the user may not see are refused all the same
            campaign_sudo = campaign.sudo()
            sites = campaign_sudo.site_ids
            if campaign_sudo.building_ids.site_id - sites:
                raise ValidationError(
                    self.env._("Buildings: all of them must be of the chosen sites.")
                )
            if sites.company_id - campaign_sudo.company_id:
                raise ValidationError(
                    self.env._("Sites: all of them must be of the campaign's company.")
                )
