from odoo import fields, models


class PropertyCallDisposition(models.Model):
    """How a call ended for the one who made or took it, and what comes next."""

    _name = "property.call.disposition"
    _description = "Outcome of calls"
    _order = "sequence, id"
    _rec_names_search = ["name", "code"]

    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True,
        copy=False,
        help="Programs tell the outcome by it: agreed, no_answer.",
    )
    is_reached = fields.Boolean(
        string="Person reached", help="Counts in the contact rate."
    )
    is_agreed = fields.Boolean(
        string="Person agreed", help="Counts in the conversion rate."
    )
    next_step = fields.Selection(
        [
            ("none", "Nothing more"),
            ("call_back", "Call back"),
            ("request", "New request"),
            ("visit", "Visit"),
        ],
        required=True,
        default="none",
    )

    _code_uniq = models.Constraint(
        "UNIQUE(code)", "Code: another outcome has it already."
    )
    _agreed_is_reached = models.Constraint(
        "CHECK(is_reached OR is_agreed IS NOT TRUE)",
        "Who agreed was reached.",
    )
