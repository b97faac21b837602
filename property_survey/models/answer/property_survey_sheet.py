from odoo import fields, models

from ..campaign.property_survey_invitation import CHANNELS, ROLES


class PropertySurveySheet(models.Model):
    """What one person answered: its numbers in one row.

    ``numbers`` is ``{question id: number}``. Rows carry no log of when they came.
    Confidential ones know their invitation, anonymous ones know nobody: ``ids`` of both
    are random, of the time only the day is kept.
    """

    _name = "property.survey.sheet"
    _inherit = ["property.site.mixin"]
    _description = "Answered questionnaire"
    _order = "day desc, id"
    _rec_name = "day"
    _log_access = False

    campaign_id = fields.Many2one(
        "property.survey.campaign", required=True, index=True, ondelete="cascade"
    )
    mode = fields.Selection(related="campaign_id.mode")
    company_id = fields.Many2one("res.company", required=True, index=True)
    site_id = fields.Many2one("property.site", index=True, ondelete="cascade")
    territory_id = fields.Many2one(related="site_id.territory_id", store=True)
    stratum_id = fields.Many2one("property.survey.stratum", ondelete="set null")
    building_id = fields.Many2one("property.building", ondelete="set null")
    segment_id = fields.Many2one("property.segment", ondelete="set null")
    role = fields.Selection(ROLES)
    user_id = fields.Many2one("res.users", string="Employee", ondelete="set null")
    day = fields.Date(required=True, index=True)
    channel = fields.Selection(CHANNELS)
    numbers = fields.Json(required=True)
    is_settled = fields.Boolean(
        help="Anonymous: mixed with others often enough that order says nothing."
    )
    # Named and confidential only
    invitation_id = fields.Many2one(
        "property.survey.invitation", index="btree_not_null", ondelete="set null"
    )
    # Named only
    partner_id = fields.Many2one(
        "res.partner", string="Person", index="btree_not_null", ondelete="set null"
    )
    unit_id = fields.Many2one("property.unit", ondelete="set null")
    ticket_id = fields.Many2one(
        "helpdesk.ticket", string="Request", index="btree_not_null", ondelete="set null"
    )

    def _after_submit(self):
        """Do what follows of a named answer; other rooms add to it."""
        return self
