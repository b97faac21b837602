from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...tools.busy_time import get_days

_ROWS = """
SELECT item.id, item.source_model, item.source_id, item.kind, item.topic, item.name,
       item.start, COALESCE(item.stop, item.start) AS stop, item.is_allday,
       item.priority, item.status, item.user_id, item.partner_id, unit.id AS unit_id,
       COALESCE(item.site_id, unit.site_id) AS site_id,
       COALESCE(item.territory_id, unit.territory_id) AS territory_id,
       COALESCE(item.company_id, unit.company_id) AS company_id,
       item.res_model, item.res_id, COALESCE(item.is_mine, FALSE) AS is_mine,
       day.date,
       CASE WHEN day.date < %(today)s AND item.stop < %(now)s
             AND item.source_model NOT IN %(passing)s THEN '1_late'
            WHEN day.date <= %(today)s THEN '2_today'
            WHEN day.date = %(today)s + 1 THEN '3_tomorrow'
            WHEN day.date < %(today)s + 7 THEN '4_week'
            ELSE '5_later' END AS due,
       %(currency)s::integer AS currency_id%(columns)s
  FROM (%(items)s) item
  CROSS JOIN LATERAL (
       SELECT CASE WHEN item.is_allday THEN item.start
                   ELSE item.start AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s
              END::date AS date) day
  LEFT JOIN LATERAL (
       SELECT tenure.unit_id
         FROM (SELECT unit_id, partner_id, date_from, date_to, 1 AS rank
                 FROM property_occupancy
                UNION ALL
               SELECT unit_id, partner_id, date_from, date_to, 2
                 FROM property_ownership) tenure
        WHERE tenure.partner_id = item.partner_id
          AND (tenure.date_from IS NULL OR tenure.date_from <= %(today)s)
          AND (tenure.date_to IS NULL OR tenure.date_to >= %(today)s)
          AND item.unit_id IS NULL
        ORDER BY tenure.rank, tenure.unit_id
        LIMIT 1) home ON TRUE
  LEFT JOIN property_unit unit
    ON unit.id = COALESCE(item.unit_id, home.unit_id) AND unit.id IN %(units)s
  %(joins)s
"""
# What is over when its time is: it is not late, nobody has to do it any more.
PASSING = ("calendar.event", "property.duty")


class PropertyUpcomingReport(models.Model):
    """What is to come, from whichever addons are installed, as one list.

    Each kind of documents is asked for by its own ``_search``: what its record rules
    hide is not in the list. So the table is made for each reader.
    """

    _name = "property.upcoming.report"
    _description = "Upcoming work"
    _auto = False
    _order = "start, id"
    _rec_name = "name"
    _depends = {
        "property.occupancy": ["unit_id", "partner_id", "date_from", "date_to"],
        "property.ownership": ["unit_id", "partner_id", "date_from", "date_to"],
        "property.unit": ["site_id", "territory_id", "company_id"],
    }

    kind = fields.Selection(
        [
            ("appointment", "Appointment"),
            ("meeting", "Meeting"),
            ("activity", "Activity"),
            ("call", "Call"),
            ("email", "E-mail"),
            ("fax", "Fax"),
            ("memo", "Memo"),
            ("duty", "Duty"),
            ("move_in", "Moves in"),
            ("move_out", "Moves out"),
        ],
        readonly=True,
    )
    topic = fields.Selection(
        [
            ("activity", "Activities"),
            ("service", "Services"),
            ("customer", "Customers"),
            ("contact", "Contacts"),
            ("appointment", "Appointments"),
        ],
        readonly=True,
    )
    name = fields.Char(string="What", readonly=True)
    start = fields.Datetime(string="When", readonly=True)
    stop = fields.Datetime(string="Until", readonly=True)
    date = fields.Date(string="Day", readonly=True)
    is_allday = fields.Boolean(string="All day", readonly=True)
    due = fields.Selection(
        [
            ("1_late", "Late"),
            ("2_today", "Today"),
            ("3_tomorrow", "Tomorrow"),
            ("4_week", "Within a week"),
            ("5_later", "Later"),
        ],
        string="Time",
        readonly=True,
    )
    status = fields.Selection(
        [
            ("planned", "Planned"),
            ("waiting", "Waits for an answer"),
            ("confirmed", "Confirmed"),
        ],
        readonly=True,
    )
    priority = fields.Selection(
        [("0", "Normal"), ("1", "Important"), ("2", "High"), ("3", "Urgent")],
        readonly=True,
    )
    user_id = fields.Many2one("res.users", string="Who", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    unit_id = fields.Many2one("property.unit", readonly=True)
    site_id = fields.Many2one("property.site", readonly=True)
    territory_id = fields.Many2one("property.territory", string="Area", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    is_mine = fields.Boolean(string="Mine", readonly=True)
    source_model = fields.Char(readonly=True, export_string_translation=False)
    source_id = fields.Integer(
        readonly=True, aggregator=None, export_string_translation=False
    )
    res_model = fields.Char(readonly=True, export_string_translation=False)
    res_id = fields.Integer(
        readonly=True, aggregator=None, export_string_translation=False
    )
    may_be_done = fields.Boolean(
        compute="_compute_may_be_done", export_string_translation=False
    )

    @property
    def _table_query(self):
        now = fields.Datetime.now()
        today = fields.Date.context_today(self)
        sources = [source for source in self._get_upcoming_sources() if source]
        return SQL(
            _ROWS,
            now=now,
            today=today,
            passing=PASSING,
            tz=str(self.env.tz),
            units=self.env["property.unit"]
            .with_context(active_test=False)
            ._search([])
            .subselect(),
            currency=self.env.company.currency_id.id,
            columns=SQL("").join(
                SQL(", %s AS %s", sql, SQL.identifier(name))
                for name, sql in self._get_customer_columns().items()
            ),
            joins=SQL(" ").join(self._get_customer_joins()),
            items=SQL(" UNION ALL ").join(source.to_sql() for source in sources),
        )

    @api.model
    def _get_customer_columns(self):
        """Return ``{field: SQL}`` of what is known of the customer; a hook.

        The customer is ``item.partner_id``; ``_get_customer_joins`` may join more.
        """
        return {}

    @api.model
    def _get_customer_joins(self):
        """Return joins that give at most one row for each item; a hook."""
        return []

    @api.model
    def _get_upcoming_days(self):
        """Return when today begins and until when the report looks, in naive UTC."""
        today = fields.Date.context_today(self)
        return get_days(self.env.tz, today, fields.Date.add(today, years=1))

    @api.depends("source_model")
    def _compute_may_be_done(self):
        kinds = self._get_models_to_be_done()
        for row in self:
            row.may_be_done = row.source_model in kinds

    @api.model
    def _get_models_to_be_done(self):
        """Return the models with ``action_done`` that a click here ticks off."""
        return {"mail.activity", "property.memo"}

    def _get_source(self):
        self.ensure_one()
        # it may have been done elsewhere meanwhile
        return self.env[self.source_model].browse(self.source_id).exists()

    def action_done(self):
        """Tick off what is behind the rows; those of others as far as they may be."""
        for row in self:
            source = row._get_source()
            if not row.may_be_done:
                raise UserError(
                    self.env._("%(what)s: open it to say how it ended.", what=row.name)
                )
            if source:
                source.action_done()
        self.env.invalidate_all()
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def action_open(self):
        """Open the document."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model or self.source_model,
            "res_id": self.res_id or self.source_id,
            "views": [(False, "form")],
        }
