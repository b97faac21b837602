from odoo import fields, models


class PropertySurveyComment(models.Model):
    """What was written in own words; words may tell who wrote them."""

    _name = "property.survey.comment"
    _inherit = ["property.site.mixin"]
    _description = "Words of an answer"
    _order = "id"
    _rec_name = "text"
    _log_access = False

    campaign_id = fields.Many2one(
        "property.survey.campaign", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    site_id = fields.Many2one("property.site", index=True, ondelete="cascade")
    territory_id = fields.Many2one(related="site_id.territory_id", store=True)
    question_id = fields.Many2one(
        "survey.question", required=True, index=True, ondelete="cascade"
    )
    sheet_id = fields.Many2one(
        "property.survey.sheet",
        index="btree_not_null",
        ondelete="cascade",
        help="Named answers only: beside the numbers words would tell more.",
    )
    text = fields.Text(required=True)
    is_settled = fields.Boolean()
    is_released = fields.Boolean(
        string="May be read",
        help="Without a name: after the close, with the words of four others at least.",
    )
