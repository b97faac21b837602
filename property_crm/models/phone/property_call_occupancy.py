from odoo import fields, models
from odoo.tools import SQL

TIME_OF_AGENTS = """
    SELECT row_number() OVER (ORDER BY duty.slot, duty.user_id) AS id,
           duty.duty_id, duty.user_id, own.company_id, own.site_id, own.territory_id,
           duty.slot AS start,
           to_char(
               duty.slot AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(site.tz, 'UTC'),
               'HH24:MI'
           ) AS half_hour,
           duty.seconds / 3600.0 AS duty_hours,
           COALESCE(phone.seconds, 0) / 3600.0 AS phone_hours,
           COALESCE(phone.taken, 0)::int AS taken_count,
           100.0 * COALESCE(phone.seconds, 0) / duty.seconds AS occupancy
      FROM (
          SELECT shift.user_id, half.slot, MIN(shift.duty_id) AS duty_id,
                 SUM(EXTRACT(EPOCH FROM
                     LEAST(shift.stop, half.slot + INTERVAL '30 minutes')
                         - GREATEST(shift.start, half.slot)
                 )) AS seconds
            FROM (
                -- somebody on duty for two places at a time is one person
                SELECT user_id, island, MIN(id) AS duty_id, MIN(start) AS start,
                       MAX(stop) AS stop
                  FROM (
                      SELECT *, COUNT(*) FILTER (WHERE is_new)
                          OVER (PARTITION BY user_id ORDER BY start, id) AS island
                        FROM (
                            SELECT id, user_id, start, LEAST(stop, %(now)s) AS stop,
                                   start > COALESCE(MAX(stop) OVER (
                                       PARTITION BY user_id ORDER BY start, id
                                       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                                   ), '-infinity') AS is_new
                              FROM property_duty
                             WHERE kind = 'duty' AND start < %(now)s
                               AND user_id IN (
                                   SELECT user_id FROM property_call_queue_user_rel
                               )
                        ) AS begun
                  ) AS told
                 GROUP BY user_id, island
            ) AS shift
           CROSS JOIN LATERAL (
               SELECT generate_series(
                   date_trunc('hour', shift.start) + INTERVAL '30 minutes'
                       * floor(EXTRACT(MINUTE FROM shift.start) / 30),
                   shift.stop - INTERVAL '1 microsecond',
                   INTERVAL '30 minutes'
               ) AS slot
           ) AS half
           GROUP BY shift.user_id, half.slot
      ) AS duty
      JOIN property_duty AS own ON own.id = duty.duty_id
      LEFT JOIN property_site AS site ON site.id = own.site_id
      LEFT JOIN (
          SELECT call.user_id, half.slot,
                 COUNT(*) FILTER (WHERE call.answered_at >= half.slot) AS taken,
                 SUM(EXTRACT(EPOCH FROM
                     LEAST(call.until, half.slot + INTERVAL '30 minutes')
                         - GREATEST(call.answered_at, half.slot)
                 )) AS seconds
            FROM (
                SELECT user_id, answered_at,
                       COALESCE(wrapped_up_at, ended_at) AS until
                  FROM property_call
                 WHERE answered_at IS NOT NULL AND user_id IS NOT NULL
            ) AS call
           CROSS JOIN LATERAL (
               SELECT generate_series(
                   date_trunc('hour', call.answered_at) + INTERVAL '30 minutes'
                       * floor(EXTRACT(MINUTE FROM call.answered_at) / 30),
                   GREATEST(call.until - INTERVAL '1 microsecond', call.answered_at),
                   INTERVAL '30 minutes'
               ) AS slot
           ) AS half
           GROUP BY call.user_id, half.slot
      ) AS phone ON phone.user_id = duty.user_id AND phone.slot = duty.slot
"""


class PropertyCallOccupancy(models.Model):
    """How much of their time on the roster agents are on the phone.

    One row for each agent and half hour on duty, of those who are in a queue. Talk,
    hold and wrap-up count in the half hours they took, calls out of the roster do not.
    """

    _name = "property.call.occupancy"
    _description = "Time of agents"
    _auto = False
    _order = "start desc, user_id"
    _rec_name = "half_hour"
    _depends = {
        "property.duty": ["user_id", "kind", "start", "stop", "territory_id"],
        "property.call": ["user_id", "answered_at", "ended_at", "wrapped_up_at"],
        "property.call.queue": ["user_ids"],
        "property.site": ["tz"],
    }

    duty_id = fields.Many2one("property.duty")
    user_id = fields.Many2one("res.users", string="Agent")
    queue_ids = fields.Many2many(
        related="user_id.call_queue_ids",
        help="All queues of the agent: the time of who has two is in both groups, and"
        " once in the total.",
    )
    company_id = fields.Many2one("res.company")
    site_id = fields.Many2one("property.site")
    territory_id = fields.Many2one("property.territory")
    start = fields.Datetime(string="From")
    half_hour = fields.Char(help="By the clock of the site.")
    duty_hours = fields.Float(string="Hours on the roster", aggregator="sum")
    phone_hours = fields.Float(
        string="Hours on the phone", aggregator="sum", help="While on the roster."
    )
    taken_count = fields.Integer(string="Calls taken", aggregator="sum")
    occupancy = fields.Float(
        string="Occupancy, %",
        aggregator="avg",
        help="Hours on the phone, of the hours on the roster.",
    )

    @property
    def _table_query(self):
        return SQL(TIME_OF_AGENTS, now=fields.Datetime.now())

    def _read_group_select(self, aggregate_spec, query):
        """Hours are added up before they are divided."""
        if aggregate_spec != "occupancy:avg":
            return super()._read_group_select(aggregate_spec, query)
        return SQL(
            "100.0 * SUM(%s) / NULLIF(SUM(%s), 0)",
            self._field_to_sql(self._table, "phone_hours", query),
            self._field_to_sql(self._table, "duty_hours", query),
        )


class ResUsers(models.Model):
    _inherit = "res.users"

    call_queue_ids = fields.Many2many(
        "property.call.queue",
        "property_call_queue_user_rel",
        "user_id",
        "queue_id",
        string="Call queues",
        copy=False,
    )
