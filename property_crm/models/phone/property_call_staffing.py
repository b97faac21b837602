from odoo import api, fields, models
from odoo.tools import SQL

DAYS = [
    ("0", "Monday"),
    ("1", "Tuesday"),
    ("2", "Wednesday"),
    ("3", "Thursday"),
    ("4", "Friday"),
    ("5", "Saturday"),
    ("6", "Sunday"),
]
# mean: what each half hour counts by
WEIGHTS = {
    "handle_seconds:avg": "call_count",
    "level:avg": "call_count",
    "occupancy:avg": "duty_count",
}


class PropertyCallStaffing(models.Model):
    """How many agents a queue needs in each half hour of a week, and how many it has.

    Needed is what Erlang C says of the calls of the last weeks; there are those whom
    the duty roster has for the seven days to come. Rows are made anew by each run.
    """

    _name = "property.call.staffing"
    _description = "Agents needed"
    _order = "queue_id, weekday, half_hour"
    _rec_name = "half_hour"

    queue_id = fields.Many2one(
        "property.call.queue", required=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one(related="queue_id.company_id", store=True, index=True)
    weekday = fields.Selection(DAYS, required=True, readonly=True)
    half_hour = fields.Char(
        string="From", required=True, readonly=True, help="By the clock of the queue."
    )
    call_count = fields.Float(
        string="Expected calls",
        digits=(8, 1),
        readonly=True,
        aggregator="sum",
        help="Average of the last weeks; who hung up at once is not counted.",
    )
    handle_seconds = fields.Integer(
        string="Handle (s)", readonly=True, aggregator="avg"
    )
    agent_count = fields.Integer(
        string="Agents needed",
        readonly=True,
        aggregator="max",
        help="On the phone, to keep the service level and the highest occupancy.",
    )
    rostered_count = fields.Integer(
        string="To roster",
        readonly=True,
        aggregator="max",
        help="Agents needed, and more for those who are on a break or absent.",
    )
    duty_count = fields.Integer(
        string="On the roster",
        readonly=True,
        aggregator="max",
        help="Agents of the queue who are on duty in that half hour of the next seven"
        " days.",
    )
    shortage = fields.Integer(
        readonly=True, aggregator="sum", help="To roster, but not on the roster."
    )
    level = fields.Float(
        string="Expected level (%)",
        digits=(5, 1),
        readonly=True,
        aggregator="avg",
        help="Service level with those on the roster, less breaks and absence.",
    )
    occupancy = fields.Float(
        string="Occupancy (%)", digits=(5, 1), readonly=True, aggregator="avg"
    )

    _slot_uniq = models.UniqueIndex("(queue_id, weekday, half_hour)")

    def _read_group_select(self, aggregate_spec, query):
        """A mean of half hours counts each by its calls, or by who is there."""
        weight = WEIGHTS.get(aggregate_spec)
        if not weight:
            return super()._read_group_select(aggregate_spec, query)
        name = aggregate_spec.partition(":")[0]
        weight = self._field_to_sql(self._table, weight, query)
        return SQL(
            "SUM(%s * %s) / NULLIF(SUM(%s), 0)",
            self._field_to_sql(self._table, name, query),
            weight,
            weight,
        )

    @api.model
    def action_assume(self):
        """Open the aims, shrinkage and highest occupancy of the queues, to change."""
        return self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_call_assumption_action"
        )

    @api.model
    def action_count_again(self):
        """Count the staffing of all queues that the user keeps anew."""
        queues = self.env["property.call.queue"].search([("active", "=", True)])
        return {**queues.action_staffing(), "target": "main"}
