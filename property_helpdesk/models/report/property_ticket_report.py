from odoo import api, fields, models
from odoo.tools import SQL

from ..ticket.helpdesk_ticket_type import CASE_TYPES

REPEAT_DAYS = 7
# When the work was over: reported done, or closed at once.
FINISHED = SQL("COALESCE(ticket.done_at, ticket.closed_date)")
NOT_SOLVED = ("duplicate", "withdrawn")
# Measures that PostgreSQL has no plain aggregate for: which column, which share.
QUANTILES = {
    "respond_median": ("respond_hours", 0.5),
    "respond_p90": ("respond_hours", 0.9),
    "resolve_median": ("resolve_hours", 0.5),
    "resolve_p90": ("resolve_hours", 0.9),
}
COPIED = (
    "company_id",
    "territory_id",
    "site_id",
    "building_id",
    "unit_id",
    "team_id",
    "user_id",
    "class_id",
    "category_id",
    "case_type",
    "channel_id",
    "is_emergency",
    "reported_at",
    "date_deadline",
    "done_at",
    "closed_date",
)


class PropertyTicketReport(models.Model):
    """The key figures of the service desk, one row per request.

    A rate is the average of hundreds and noughts, and empty for a request that it
    does not ask about: without any case there is no rate. What is due is the base,
    so that late open requests cannot vanish.
    """

    _name = "property.ticket.report"
    _description = "Key figures of requests"
    _auto = False
    _order = "reported_at desc, id desc"
    _rec_name = "ticket_id"
    _depends = {
        "helpdesk.ticket": [
            *COPIED,
            "active",
            "reopen_count",
            "close_cause",
            "rework_of_id",
            "arrival_due",
            "arrived_at",
            "responded_at",
        ],
    }

    ticket_id = fields.Many2one("helpdesk.ticket", string="Request")
    company_id = fields.Many2one("res.company")
    territory_id = fields.Many2one("property.territory")
    site_id = fields.Many2one("property.site")
    building_id = fields.Many2one("property.building")
    unit_id = fields.Many2one("property.unit")
    team_id = fields.Many2one("helpdesk.ticket.team")
    user_id = fields.Many2one("res.users", string="Assigned to")
    class_id = fields.Many2one("property.ticket.class", string="What it is about")
    category_id = fields.Many2one("helpdesk.ticket.category")
    case_type = fields.Selection(CASE_TYPES, string="Kind of case")
    channel_id = fields.Many2one("helpdesk.ticket.channel")
    is_emergency = fields.Boolean(string="Emergency")
    reported_at = fields.Datetime(string="Reported")
    date_deadline = fields.Datetime(string="Due")
    done_at = fields.Datetime(string="Reported done")
    closed_date = fields.Datetime(string="Closed")
    late_count = fields.Integer(string="Late and open", aggregator="sum")
    emergency_rate = fields.Float(
        string="Emergencies on time, %",
        aggregator="avg",
        help="Emergencies where somebody was on site in time, of those that are due.",
    )
    on_time_rate = fields.Float(
        string="Repairs on time, %",
        aggregator="avg",
        help="Repairs done in time, of all repairs that are due.",
    )
    completion_rate = fields.Float(
        string="Completed, %",
        aggregator="avg",
        help="Done by now, in time or late, of all that is due.",
    )
    rework_rate = fields.Float(
        string="Rework, %",
        aggregator="avg",
        help="Opened again, or reported again so soon, of all that was done.",
    )
    first_fix_rate = fields.Float(
        string="Fixed at the first time, %",
        aggregator="avg",
        help="Done, and neither opened nor reported again so soon.",
    )
    complaint_rate = fields.Float(
        string="Complaints settled, %",
        aggregator="avg",
        help="Closed complaints, of all received.",
    )
    first_contact_rate = fields.Float(
        string="Solved at first contact, %",
        aggregator="avg",
        help="Closed by whoever took it in, and not asked again within 7 days.",
    )
    respond_hours = fields.Float(string="Hours to respond", aggregator="avg")
    respond_median = fields.Float(string="Hours to respond, median", aggregator="avg")
    respond_p90 = fields.Float(string="Hours to respond, 9 of 10", aggregator="avg")
    resolve_hours = fields.Float(string="Hours to solve", aggregator="avg")
    resolve_median = fields.Float(string="Hours to solve, median", aggregator="avg")
    resolve_p90 = fields.Float(string="Hours to solve, 9 of 10", aggregator="avg")

    @property
    def _table_query(self):
        columns = [SQL("ticket.%s", SQL.identifier(name)) for name in COPIED]
        measures = self._get_measures()
        columns += [
            SQL("(%s) AS %s", sql, SQL.identifier(name))
            for name, sql in measures.items()
        ]
        columns += [
            SQL("(%s) AS %s", measures[column], SQL.identifier(name))
            for name, (column, _share) in QUANTILES.items()
        ]
        # measures that nobody asks for cost nothing: PostgreSQL leaves them out
        return SQL(
            "SELECT ticket.id, ticket.id AS ticket_id, %s"
            " FROM helpdesk_ticket AS ticket WHERE ticket.active",
            SQL(", ").join(columns),
        )

    @api.model
    def _get_measures(self):
        """Return ``{measure: its SQL}``; hundred, nought or nothing for a rate."""
        now = fields.Datetime.now()
        is_due = SQL("ticket.date_deadline <= %s", now)
        is_kept = SQL("%s <= ticket.date_deadline", FINISHED)
        is_done = SQL("%s IS NOT NULL OR ticket.reopen_count > 0", FINISHED)
        is_reworked = self._get_rework_condition()
        is_repair = SQL("ticket.case_type = 'repair' AND %s", is_due)
        is_complaint = SQL("ticket.case_type = 'complaint'")
        return {
            "late_count": SQL(
                "CASE WHEN %s AND %s IS NULL THEN 1 ELSE 0 END", is_due, FINISHED
            ),
            "emergency_rate": self._get_emergency_rate(now),
            "on_time_rate": self._rate(is_repair, is_kept),
            "completion_rate": self._rate(is_due, SQL("%s IS NOT NULL", FINISHED)),
            "rework_rate": self._rate(is_done, is_reworked),
            "first_fix_rate": self._rate(is_done, SQL("NOT (%s)", is_reworked)),
            "complaint_rate": self._rate(is_complaint, SQL("closed_date IS NOT NULL")),
            "first_contact_rate": self._rate(
                SQL("TRUE"), self._get_first_contact_condition()
            ),
            "respond_hours": SQL(
                "EXTRACT(EPOCH FROM ticket.responded_at - ticket.reported_at) / 3600"
            ),
            "resolve_hours": SQL(
                "EXTRACT(EPOCH FROM %s - ticket.reported_at) / 3600", FINISHED
            ),
        }

    @api.model
    def _rate(self, base, part):
        return SQL(
            "CASE WHEN %s THEN CASE WHEN %s THEN 100.0 ELSE 0.0 END END", base, part
        )

    @api.model
    def _get_emergency_rate(self, now):
        return self._rate(
            SQL(
                "ticket.is_emergency"
                " AND COALESCE(ticket.arrival_due, ticket.date_deadline) <= %s",
                now,
            ),
            SQL(
                "CASE WHEN ticket.arrival_due IS NULL"
                " THEN %(finished)s <= ticket.date_deadline"
                " ELSE LEAST(ticket.arrived_at, %(finished)s)"
                " <= ticket.arrival_due END",
                finished=FINISHED,
            ),
        )

    @api.model
    def _get_rework_condition(self):
        return SQL(
            """
            ticket.reopen_count > 0 OR EXISTS (
                SELECT FROM helpdesk_ticket AS again
                WHERE again.rework_of_id = ticket.id AND again.active
            )
            """
        )

    @api.model
    def _get_first_contact_condition(self):
        return SQL(
            """
            ticket.closed_by_id = ticket.create_uid AND ticket.reopen_count = 0
            AND COALESCE(ticket.user_id, ticket.create_uid) = ticket.create_uid
            AND COALESCE(ticket.close_cause, '') NOT IN %s
            AND NOT EXISTS (
                SELECT FROM helpdesk_ticket AS again
                WHERE again.partner_id = ticket.partner_id AND again.active
                    AND again.category_id = ticket.category_id
                    AND again.id <> ticket.id
                    AND again.reported_at >= ticket.reported_at
                    AND again.reported_at
                        <= ticket.reported_at + make_interval(days => %s)
            )
            """,
            NOT_SOLVED,
            REPEAT_DAYS,
        )

    def _read_group_select(self, aggregate_spec, query):
        """Give the quantiles: a median of medians would be wrong."""
        name = aggregate_spec.partition(":")[0]
        if name not in QUANTILES:
            return super()._read_group_select(aggregate_spec, query)
        return SQL(
            "PERCENTILE_CONT(%s) WITHIN GROUP (ORDER BY %s)",
            QUANTILES[name][1],
            self._field_to_sql(self._table, name, query),
        )
