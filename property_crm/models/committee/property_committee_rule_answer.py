from odoo import fields, models


class PropertyCommitteeRule(models.Model):
    _inherit = "property.committee.rule"

    committee_notice_days = fields.Integer(
        string="Notice of a committee meeting, days",
        default=7,
        help="The day of the call does not count. 0: nothing is said.",
    )
    answer_days = fields.Integer(
        string="Answers within days",
        default=10,
        help="How long a matter put to the committee, or raised by it, may wait.",
    )
