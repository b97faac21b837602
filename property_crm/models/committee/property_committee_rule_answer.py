from odoo import fields, models


class PropertyCommitteeRule(models.Model):
    _inherit = "property.committee.rule"

    answer_days = fields.Integer(
        string="Answers within days",
        default=10,
        help="How long a matter put to the committee, or raised by it, may wait.",
    )
