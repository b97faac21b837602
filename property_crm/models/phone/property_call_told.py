from odoo import api, fields, models


class PropertyCall(models.Model):
    """What telephone systems and callers tell of a call besides its times."""

    _inherit = "property.call"

    failure = fields.Selection(
        selection_add=[("abandoned", "Hung up, wait unknown")],
        ondelete={"abandoned": "set null"},
    )
    agent_name = fields.Char(
        string="Agent's name",
        compute="_compute_agent_name",
        store=True,
        readonly=False,
        help="As the telephone system calls whoever took the call, also if he is no"
        " user.",
    )
    topic = fields.Char(help="What the telephone system says the call was about.")
    resolution = fields.Selection(
        [("resolved", "Resolved"), ("unresolved", "Not resolved")],
        string="Resolved at once",
        help="Whether nothing was left to do after the call.",
    )
    rating = fields.Float(
        string="Caller's rating",
        digits=(4, 1),
        aggregator="avg",
        help="What the caller gave, on the scale of the telephone system.",
    )

    @api.depends("user_id")
    def _compute_agent_name(self):
        for call in self:
            call.agent_name = call.user_id.name or call.agent_name
