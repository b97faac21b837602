from odoo import fields, models


class PropertyCommitteeMatter(models.Model):
    """What the committee asks of the provider, or the provider of the committee."""

    _name = "property.committee.matter"
    _inherit = ["mail.thread", "mail.activity.mixin", "property.committee.mixin"]
    _description = "Matter of a committee"
    _order = "date desc, id desc"

    term_id = fields.Many2one(required=True)
    number = fields.Char(readonly=True, copy=False)
    name = fields.Char(string="Subject", required=True)
    direction = fields.Selection(
        [
            ("from_committee", "From the committee"),
            ("to_committee", "To the committee"),
        ],
        required=True,
        default="from_committee",
    )
    description = fields.Text()
    member_id = fields.Many2one(
        "property.committee.member", string="Raised by", ondelete="restrict"
    )
    date = fields.Date(default=fields.Date.context_today, required=True)
    answer_due_on = fields.Date(string="Answer until")
    answered_on = fields.Date(copy=False)
    answer = fields.Text(copy=False)
