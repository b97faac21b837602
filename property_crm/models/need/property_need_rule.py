from odoo import api, fields, models


class PropertyNeedRule(models.Model):
    """Who is going to need what: by stage of life, segment and age of the home."""

    _name = "property.need.rule"
    _description = "Rule of expected needs"
    _order = "sequence, id"
    _rec_name = "topic_id"

    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    topic_id = fields.Many2one(
        "property.need.topic", required=True, ondelete="restrict"
    )
    audience = fields.Selection(
        [
            ("all", "Owners and occupants"),
            ("owner", "Owners"),
            ("occupant", "Occupants"),
        ],
        required=True,
        default="all",
        string="Who",
    )
    unit_kind = fields.Selection(
        selection=lambda self: (
            self.env["property.unit"]._fields["kind"]._description_selection(self.env)
        ),
        string="Kind of unit",
        default="dwelling",
        help="Empty: any.",
    )
    life_stage_id = fields.Many2one(
        "property.segment.value",
        string="Stage of life",
        domain=[("axis", "=", "life_stage")],
        ondelete="restrict",
        help="Only of customers who agreed to be grouped.",
    )
    segment_id = fields.Many2one(
        "property.segment",
        ondelete="restrict",
        help="Only of customers who agreed to be grouped.",
    )
    age_from = fields.Integer(
        string="Home older than (years)",
        default=0,
        help="Since the unit was handed over. 0: whatever its age.",
    )
    age_to = fields.Integer(string="Up to (years)", default=0, help="0: without end.")
    months_ahead = fields.Integer(
        string="Months ahead",
        default=6,
        help="How long before it is needed the need is noted.",
    )
    need_count = fields.Integer(string="Open needs", compute="_compute_need_count")

    _ages_in_order = models.Constraint(
        "CHECK(age_from >= 0 AND (age_to = 0 OR age_to > age_from)"
        " AND months_ahead >= 0)",
        "Ages: the second is larger than the first; none is negative.",
    )
    _says_something = models.Constraint(
        "CHECK(life_stage_id IS NOT NULL OR segment_id IS NOT NULL OR age_from > 0)",
        "Rule: name a stage of life, a segment or an age of the home.",
    )

    def _compute_need_count(self):
        counts = dict(
            self.env["property.need"]._read_group(
                [("rule_id", "in", self.ids), ("state", "in", ("open", "offered"))],
                ["rule_id"],
                ["__count"],
            )
        )
        for rule in self:
            rule.need_count = counts.get(rule, 0)

    def action_run(self):
        """Note what is to be expected now, and say how much is new."""
        self.check_access("write")
        # sudo: what is expected of a customer does not depend on who presses the button
        added, lapsed = self.env["property.need"].sudo()._run_rules()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "%(added)s needs are new, %(lapsed)s have lapsed.",
                    added=added,
                    lapsed=lapsed,
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    @api.model
    def _cron_run(self):
        """Run the rules every night; running them twice does nothing more."""
        self.env["property.need"]._run_rules()
