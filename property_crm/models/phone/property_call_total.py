from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

# A rate: its part and what it is divided by, and a factor
RATES = {
    "abandon_rate": ("abandoned_count", "offered_count", 100),
    "level_rate": ("level_part", "level_calls", 100),
    "answer_speed": ("answer_seconds", "answer_calls", 1),
    "wait_time": ("wait_seconds", "wait_calls", 1),
    "talk_time": ("talk_seconds", "talk_calls", 1),
    "handle_time": ("handle_seconds", "handle_calls", 1),
}
COUNTS = ("offered_count", "answered_count", "abandoned_count")
# Single calls, and totals of other periods, that the total tells of, too.
DOUBLED = """
    EXISTS (
        SELECT FROM property_call AS call
         WHERE call.company_id = total.company_id
           AND call.direction = 'inbound'
           AND call.offered_at >= total.start_at AND call.offered_at < total.stop_at
           AND (total.queue_id IS NULL OR call.queue_id = total.queue_id)
           AND (total.site_id IS NULL OR call.site_id = total.site_id)
    ) OR EXISTS (
        SELECT FROM property_call_total AS other
         WHERE other.company_id = total.company_id
           AND other.start_at < total.stop_at AND other.stop_at > total.start_at
           AND (other.start_at, other.stop_at, COALESCE(other.queue_id, 0))
               <> (total.start_at, total.stop_at, COALESCE(total.queue_id, 0))
           AND (total.queue_id IS NULL OR other.queue_id IS NULL
                OR other.queue_id = total.queue_id)
           AND (total.site_id IS NULL OR other.site_id IS NULL
                OR other.site_id = total.site_id)
    )
"""


class PropertyCallTotal(models.Model):
    """What a telephone system has counted of a half hour, an hour or a day.

    For times of which nobody has the single calls; so none is counted twice. Rates are
    kept as sums: whatever is grouped is divided anew.
    """

    _name = "property.call.total"
    _inherit = ["property.territory.mixin"]
    _description = "Total of a telephone system"
    _order = "start_at desc, id desc"
    _rec_name = "start_at"
    _check_company_auto = True
    _guarded_references = ("site_id", "queue_id")

    start_at = fields.Datetime(string="From", required=True, readonly=True)
    minutes = fields.Integer(
        string="Length (min)", required=True, readonly=True, aggregator=None
    )
    stop_at = fields.Datetime(string="To", compute="_compute_stop_at", store=True)
    queue_id = fields.Many2one(
        "property.call.queue",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    site_id = fields.Many2one(
        "property.site", index="btree_not_null", check_company=True
    )
    territory_id = fields.Many2one(related="site_id.territory_id", store=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    offered_count = fields.Integer(string="Offered calls", aggregator="sum")
    answered_count = fields.Integer(string="Answered calls", aggregator="sum")
    abandoned_count = fields.Integer(string="Abandoned calls", aggregator="sum")
    answer_seconds = fields.Float(string="Seconds until answered, sum")
    answer_calls = fields.Integer(string="Calls with a time until answered")
    wait_seconds = fields.Float(string="Seconds waited, sum")
    wait_calls = fields.Integer(string="Calls with a wait")
    talk_seconds = fields.Float(string="Seconds talked, sum")
    talk_calls = fields.Integer(string="Calls with a talk")
    handle_seconds = fields.Float(string="Seconds handled, sum")
    handle_calls = fields.Integer(string="Calls with a handle time")
    level_part = fields.Float(string="Calls within the service level")
    level_calls = fields.Integer(string="Calls with a service level")
    abandon_rate = fields.Float(
        string="Abandoned, %",
        compute="_compute_rates",
        store=True,
        aggregator="avg",
        help="Of what was offered.",
    )
    level_rate = fields.Float(
        string="Service level, %",
        compute="_compute_rates",
        store=True,
        aggregator="avg",
        help="As the telephone system has counted it, by the number of calls.",
    )
    answer_speed = fields.Float(
        string="Wait until answered (s)",
        compute="_compute_rates",
        store=True,
        aggregator="avg",
        help="ASA",
    )
    wait_time = fields.Float(
        string="Wait of all (s)",
        compute="_compute_rates",
        store=True,
        aggregator="avg",
        help="Also of those who hung up.",
    )
    talk_time = fields.Float(
        string="Talk time (s)", compute="_compute_rates", store=True, aggregator="avg"
    )
    handle_time = fields.Float(
        string="Handle time (s)",
        compute="_compute_rates",
        store=True,
        aggregator="avg",
    )
    is_doubled = fields.Boolean(
        string="Counted twice",
        compute="_compute_is_doubled",
        search="_search_is_doubled",
        help="There are single calls, or other totals, of this time and queue.",
    )

    _once = models.UniqueIndex(
        "(start_at, minutes, company_id, COALESCE(queue_id, 0), COALESCE(site_id, 0))",
        "There is a total of this time and queue.",
    )
    _counts_add_up = models.Constraint(
        "CHECK(answered_count >= 0 AND abandoned_count >= 0 AND minutes > 0"
        " AND answered_count + abandoned_count <= offered_count)",
        "Answered and abandoned calls: together no more than were offered.",
    )

    @api.depends("start_at", "minutes")
    def _compute_stop_at(self):
        for total in self:
            start = total.start_at
            total.stop_at = start and start + timedelta(minutes=total.minutes)

    @api.depends(*COUNTS, *(name for parts in RATES.values() for name in parts[:2]))
    def _compute_rates(self):
        for total in self:
            for name, (part, base, factor) in RATES.items():
                divisor = total[base]
                total[name] = factor * total[part] / divisor if divisor else 0

    def _read_group_select(self, aggregate_spec, query):
        """Divide the sums of what is grouped: a rate is no average of rates."""
        name, _sep, function = aggregate_spec.partition(":")
        if name not in RATES or function != "avg":
            return super()._read_group_select(aggregate_spec, query)
        part, base, factor = RATES[name]
        return SQL(
            "%s * SUM(%s)::float / NULLIF(SUM(%s), 0)",
            factor,
            self._field_to_sql(self._table, part, query),
            self._field_to_sql(self._table, base, query),
        )

    # What is counted elsewhere, too

    def _compute_is_doubled(self):
        doubled = self._find_doubled(self.ids)
        for total in self:
            total.is_doubled = total.id in doubled

    def _search_is_doubled(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("id", "in", list(self._find_doubled()))

    @api.model
    def _find_doubled(self, ids=None):
        """Return the ids of totals whose calls are counted elsewhere, too."""
        self.env["property.call"].flush_model(
            ["company_id", "direction", "offered_at", "queue_id", "site_id"]
        )
        self.flush_model()
        among = SQL("TRUE") if ids is None else SQL("total.id = ANY(%s)", list(ids))
        self.env.cr.execute(
            SQL(
                "SELECT total.id FROM property_call_total AS total WHERE %s AND (%s)",
                among,
                SQL(DOUBLED),
            )
        )
        return {record_id for (record_id,) in self.env.cr.fetchall()}

    @api.model
    def _explain_doubled(self):
        return self.env._(
            "There are single calls, or other totals, of this time and queue: they"
            " would be counted twice."
        )

    # Import

    @api.model
    def _upsert_totals(self, rows):
        """Create or update totals; the answer is as of ``api_upsert``.

        Of the rows with calls that are known singly none is kept.
        """
        known = self._find_known(rows)
        answers, created = [{} for _row in rows], []
        for row, answer in zip(rows, answers, strict=True):
            total = known.get(self._get_identity(row))
            if total:
                answer |= total._take(row)
            else:
                created.append((row, answer))
        # those that are new are made together; the doubled ones are taken back
        totals = self.create([row for row, _answer in created])
        doubled = self._find_doubled(totals.ids)
        for total, (_row, answer) in zip(totals, created, strict=True):
            answer |= {"status": "created", "id": total.id}
            if total.id in doubled:
                answer |= self._refuse_doubled()
        totals.filtered(lambda total: total.id in doubled).unlink()
        return [{"external_key": False, "errors": [], **answer} for answer in answers]

    @api.model
    def _refuse_doubled(self):
        message = self._explain_doubled()
        error = {"field": "date", "code": "doubled", "message": message}
        return {"status": "error", "id": False, "errors": [error]}

    def _take(self, row):
        """Write what is other than known."""
        changes = {
            name: value
            for name, value in row.items()
            if name not in ("start_at", "queue_id", "site_id")
            and round(self[name] - value, 6)
        }
        self.write(changes)
        return {"status": "updated" if changes else "unchanged", "id": self.id}

    @api.model
    def _get_identity(self, row):
        start = fields.Datetime.to_datetime(row["start_at"])
        return start, row["minutes"], row.get("queue_id"), row.get("site_id")

    @api.model
    def _find_known(self, rows):
        moments = [row["start_at"] for row in rows]
        totals = self.search(
            [("company_id", "=", self.env.company.id), ("start_at", "in", moments)]
        )
        return {
            (
                total.start_at,
                total.minutes,
                total.queue_id.id or None,
                total.site_id.id or None,
            ): total
            for total in totals
        }
