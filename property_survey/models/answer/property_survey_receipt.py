from odoo import fields, models


class PropertySurveyReceipt(models.Model):
    """That a sheet was taken, by the key its sender gave it: it is taken once."""

    _name = "property.survey.receipt"
    _description = "Receipt of a sheet"
    _rec_name = "key"
    _log_access = False

    campaign_id = fields.Many2one(
        "property.survey.campaign", required=True, ondelete="cascade"
    )
    key = fields.Char(required=True, help="Anonymous: a hash of it.")
    is_settled = fields.Boolean()

    _key_unique = models.Constraint(
        "UNIQUE(campaign_id, key)", "This sheet was taken already."
    )
