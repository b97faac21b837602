from odoo import api, fields, models
from odoo.tools import SQL

from .property_call import PURPOSES, RESULTS

COPIED = (
    "company_id",
    "territory_id",
    "site_id",
    "queue_id",
    "list_id",
    "user_id",
    "agent_name",
    "disposition_id",
    "topic",
    "direction",
    "purpose",
    "result",
    "offered_at",
)
# whoever hangs up at once was neither offered nor abandoned
IS_OFFERED = SQL(
    "call.direction = 'inbound' AND call.result IN ('answered', 'abandoned')"
)
IS_ANSWERED = SQL("call.result = 'answered'")
IS_ANSWERED_IN = SQL("call.direction = 'inbound' AND call.result = 'answered'")


class PropertyCallReport(models.Model):
    """The key figures of the telephone, one row per call.

    A rate is the average of hundreds and noughts, empty for a call it does not ask
    about; so whatever is grouped, sums are divided and never rates averaged. The same
    without the database: ``tools/call_measures.py``.
    """

    _name = "property.call.report"
    _description = "Key figures of calls"
    _auto = False
    _order = "offered_at desc, id desc"
    _rec_name = "call_id"
    _depends = {
        "property.call": [
            *COPIED,
            "wait_seconds",
            "talk_seconds",
            "hold_seconds",
            "wrapup_seconds",
            "handle_seconds",
            "is_over_target",
            "resolution",
            "rating",
        ],
        "property.call.queue": [
            "kind",
            "answer_within",
            "level_base",
            "talk_target",
            "calendar_id",
        ],
        "property.site": ["tz"],
        "res.company": ["currency_id"],
        "resource.calendar": ["tz"],
    }

    call_id = fields.Many2one("property.call")
    company_id = fields.Many2one("res.company")
    currency_id = fields.Many2one("res.currency")
    territory_id = fields.Many2one("property.territory")
    site_id = fields.Many2one("property.site")
    queue_id = fields.Many2one("property.call.queue")
    queue_kind = fields.Selection(
        [("enquiry", "Enquiries"), ("service", "Service")], string="Kind of queue"
    )
    list_id = fields.Many2one("property.call.list", string="Call list")
    user_id = fields.Many2one("res.users", string="Agent")
    agent_name = fields.Char(string="Agent's name")
    disposition_id = fields.Many2one("property.call.disposition", string="Outcome")
    topic = fields.Char()
    direction = fields.Selection([("inbound", "Inbound"), ("outbound", "Outbound")])
    purpose = fields.Selection(PURPOSES)
    result = fields.Selection(RESULTS)
    offered_at = fields.Datetime(string="Offered")
    half_hour = fields.Char(help="By the clock of the site, or of its queue.")
    offered_count = fields.Integer(
        string="Offered calls",
        aggregator="sum",
        help="Inbound calls but for those who hung up at once.",
    )
    answered_count = fields.Integer(string="Answered calls", aggregator="sum")
    abandoned_count = fields.Integer(string="Abandoned calls", aggregator="sum")
    short_count = fields.Integer(string="Hung up at once", aggregator="sum")
    abandon_rate = fields.Float(
        string="Abandoned, %",
        aggregator="avg",
        help="Of what was offered; who hung up at once is in neither.",
    )
    level_rate = fields.Float(
        string="Service level, %",
        aggregator="avg",
        help="Answered within the time of the queue, of what was offered, or only of"
        " what was answered, as the queue says.",
    )
    answer_speed = fields.Float(
        string="Wait until answered (s)", aggregator="avg", help="ASA"
    )
    abandon_wait = fields.Float(string="Wait until hung up (s)", aggregator="avg")
    talk_time = fields.Float(string="Talk time (s)", aggregator="avg")
    hold_time = fields.Float(string="Hold time (s)", aggregator="avg")
    wrapup_time = fields.Float(string="Wrap-up time (s)", aggregator="avg")
    handle_time = fields.Float(
        string="Handle time (s)",
        aggregator="avg",
        help="Talk, hold and wrap-up of a call that was answered (AHT).",
    )
    handle_hours = fields.Float(string="Hours on the phone", aggregator="sum")
    over_target_rate = fields.Float(
        string="Talks over target, %",
        aggregator="avg",
        help="Of talks in queues with a talk target, which only service has.",
    )
    first_call_rate = fields.Float(
        string="Resolved at once, %",
        aggregator="avg",
        help="Of answered calls that tell it (FCR).",
    )
    rating = fields.Float(string="Caller's rating", aggregator="avg")

    @property
    def _table_query(self):
        columns = [SQL("call.%s", SQL.identifier(name)) for name in COPIED]
        columns += [
            SQL("(%s) AS %s", sql, SQL.identifier(name))
            for name, sql in self._get_measures().items()
        ]
        # measures that nobody asks for cost nothing: PostgreSQL leaves them out
        return SQL(
            """
            SELECT call.id, call.id AS call_id, queue.kind AS queue_kind,
                   to_char(
                       date_trunc('hour', local.time) + INTERVAL '30 minutes'
                           * floor(EXTRACT(MINUTE FROM local.time) / 30),
                       'HH24:MI'
                   ) AS half_hour,
                   company.currency_id,
                   %s
              FROM property_call AS call
              JOIN res_company AS company ON company.id = call.company_id
              LEFT JOIN property_call_queue AS queue ON queue.id = call.queue_id
              LEFT JOIN property_call_disposition AS outcome
                ON outcome.id = call.disposition_id
              LEFT JOIN property_site AS site ON site.id = call.site_id
              LEFT JOIN resource_calendar AS calendar ON calendar.id = queue.calendar_id
              %s
             CROSS JOIN LATERAL (
                 SELECT call.offered_at AT TIME ZONE 'UTC' AT TIME ZONE
                     COALESCE(site.tz, calendar.tz, 'UTC') AS time
             ) AS local
            """,
            SQL(", ").join(columns),
            self._get_joins(),
        )

    @api.model
    def _get_joins(self):
        """Return what else is joined to ``call``, one row at most for each."""
        return SQL()

    @api.model
    def _get_measures(self):
        """Return ``{measure: its SQL}``; hundred, nought or nothing for a rate."""
        return {
            **self._get_inbound_measures(),
            **self._get_time_measures(),
        }

    @api.model
    def _get_inbound_measures(self):
        is_in_time = SQL(
            "%s AND call.wait_seconds <= COALESCE(queue.answer_within, 20)", IS_ANSWERED
        )
        is_level_asked = SQL(
            "CASE WHEN queue.level_base = 'answered' THEN %s ELSE %s END",
            IS_ANSWERED_IN,
            IS_OFFERED,
        )
        return {
            "offered_count": self._count(IS_OFFERED),
            "answered_count": self._count(IS_ANSWERED_IN),
            "abandoned_count": self._count(SQL("call.result = 'abandoned'")),
            "short_count": self._count(SQL("call.result = 'short_abandon'")),
            "abandon_rate": self._rate(IS_OFFERED, SQL("call.result = 'abandoned'")),
            "level_rate": self._rate(is_level_asked, is_in_time),
            "answer_speed": self._when(IS_ANSWERED_IN, "wait_seconds"),
            "abandon_wait": self._when(
                SQL("call.result = 'abandoned'"), "wait_seconds"
            ),
        }

    @api.model
    def _get_time_measures(self):
        has_target = SQL("%s AND queue.talk_target > 0", IS_ANSWERED)
        return {
            "talk_time": self._when(IS_ANSWERED, "talk_seconds"),
            "hold_time": self._when(IS_ANSWERED, "hold_seconds"),
            "wrapup_time": self._when(IS_ANSWERED, "wrapup_seconds"),
            "handle_time": self._when(IS_ANSWERED, "handle_seconds"),
            "handle_hours": SQL("call.handle_seconds / 3600::float8"),
            "over_target_rate": self._rate(has_target, SQL("call.is_over_target")),
            "first_call_rate": self._rate(
                SQL("%s AND call.resolution IS NOT NULL", IS_ANSWERED),
                SQL("call.resolution = 'resolved'"),
            ),
            "rating": SQL("NULLIF(call.rating, 0)"),
        }

    @api.model
    def _count(self, condition):
        return SQL("CASE WHEN %s THEN 1 ELSE 0 END", condition)

    @api.model
    def _rate(self, base, part):
        # PostgreSQL averages doubles several times as fast as numerics
        return SQL(
            "CASE WHEN %s THEN CASE WHEN %s THEN 100::float8 ELSE 0::float8 END END",
            base,
            part,
        )

    @api.model
    def _when(self, base, column):
        return SQL("CASE WHEN %s THEN call.%s END", base, SQL.identifier(column))
