from odoo import fields, models

CASE_TYPES = [
    ("repair", "Repair"),
    ("complaint", "Complaint"),
    ("enquiry", "Enquiry"),
    ("suggestion", "Suggestion"),
    ("praise", "Praise"),
]


class HelpdeskTicketType(models.Model):
    _inherit = "helpdesk.ticket.type"
    _order = "sequence, name, id"

    sequence = fields.Integer(default=10)
    case_type = fields.Selection(
        CASE_TYPES, required=True, default="repair", help="What the request is about."
    )
