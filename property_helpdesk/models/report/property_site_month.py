from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.property_crm.tools.api_rows import ApiField

from ...tools.kpi import MONTH_RATES, get_month_rates

AMOUNTS = ("charged", "collected", "old_due", "old_collected", "desk_cost")
COUNTS = ("contact_count", "solved_count")
FIELDS = (
    ApiField("site", "reference", "site_id", True, "property.site"),
    ApiField("month", "date", required=True),
    *(ApiField(name, "float") for name in AMOUNTS),
)
# What came in, in the month of the site's clock. A comment belongs to the request it
# is about: it is no contact of its own.
CONTACTS = """(
    SELECT ticket.site_id,
        date_trunc('month', ticket.reported_at AT TIME ZONE 'UTC'
            AT TIME ZONE COALESCE(site.tz, 'UTC'))::date AS month,
        COUNT(*) AS contact_count,
        COUNT(*) FILTER (
            WHERE ticket.closed_date IS NOT NULL AND ticket.close_cause IN %s
        ) AS solved_count
    FROM helpdesk_ticket AS ticket
    JOIN property_site AS site ON site.id = ticket.site_id
    WHERE ticket.active
    GROUP BY 1, 2
)"""
SOLVED = ("solved", "workaround", "answered", "no_fault")


class PropertySiteMonth(models.Model):
    """What a site charged, collected and spent on its desk in a month.

    There are no books here: the figures come from the system that keeps them.
    """

    _name = "property.site.month"
    _inherit = ["property.site.mixin", "property.api.mixin"]
    _description = "Month of a site"
    _order = "month desc, site_id, id"
    _check_company_auto = True

    site_id = fields.Many2one(
        "property.site", required=True, index=True, ondelete="cascade"
    )
    territory_id = fields.Many2one(related="site_id.territory_id", store=True)
    company_id = fields.Many2one(
        related="site_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    month = fields.Date(
        required=True,
        default=lambda self: self._get_first_day(fields.Date.context_today(self)),
        help="Any day of it.",
    )
    charged = fields.Monetary(help="What was to be paid for this month.")
    collected = fields.Monetary(help="What was paid of it.")
    old_due = fields.Monetary(
        string="Arrears due", help="What was open of the months before."
    )
    old_collected = fields.Monetary(
        string="Arrears paid", help="What was paid of that in this month."
    )
    desk_cost = fields.Monetary(string="Desk cost")
    contact_count = fields.Integer(
        string="Contacts",
        compute="_compute_rates",
        aggregator="sum",
        help="Requests that came in, by whatever channel.",
    )
    solved_count = fields.Integer(
        string="Contacts solved", compute="_compute_rates", aggregator="sum"
    )
    collection_rate = fields.Float(
        string="Collected, %",
        compute="_compute_rates",
        aggregator="avg",
        help="What was paid of what was charged for the month.",
    )
    overall_rate = fields.Float(
        string="Collected with arrears, %",
        compute="_compute_rates",
        aggregator="avg",
        help="What was paid of the month and of arrears, of all that was due.",
    )
    recovery_rate = fields.Float(
        string="Arrears recovered, %",
        compute="_compute_rates",
        aggregator="avg",
        help="What was paid of what was open of the months before.",
    )
    contact_cost = fields.Float(
        string="Cost per contact", compute="_compute_rates", aggregator="avg"
    )
    solved_cost = fields.Float(
        string="Cost per contact solved", compute="_compute_rates", aggregator="avg"
    )

    _site_month_uniq = models.Constraint(
        "UNIQUE(site_id, month)",
        "This site has the figures of this month already.",
    )

    @api.depends(*AMOUNTS, "site_id", "month")
    def _compute_rates(self):
        counts = self._read_counts()
        for month in self:
            found = counts.get(month.id, dict.fromkeys(COUNTS, 0))
            rates = get_month_rates(found | {name: month[name] for name in AMOUNTS})
            month.update({**found, **rates})

    @api.depends("site_id", "month")
    def _compute_display_name(self):
        for month in self:
            day = month.month and month.month.strftime("%Y-%m")
            month.display_name = " · ".join(filter(None, [month.site_id.name, day]))

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._start_month(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._start_month(vals))

    @api.model
    def _start_month(self, vals):
        """Return the values with the first day of the month."""
        if not vals.get("month"):
            return vals
        return {**vals, "month": self._get_first_day(vals["month"])}

    @api.model
    def _get_first_day(self, day):
        return fields.Date.to_date(day).replace(day=1)

    @api.model
    def _get_api_fields(self):
        return {field.name: field for field in FIELDS}

    def _read_counts(self):
        """Return, by id of the month, how many contacts there were."""
        saved = self.filtered("id")
        if not saved:
            return {}
        saved.flush_recordset(["site_id", "month"])
        query = saved._as_query(ordered=False)
        columns = [self._field_to_sql(self._table, name, query) for name in COUNTS]
        query.add_where(SQL("%s IN %s", SQL.identifier(self._table, "id"), saved._ids))
        rows = self.env.execute_query(
            query.select(SQL.identifier(self._table, "id"), *columns)
        )
        return {row[0]: dict(zip(COUNTS, row[1:], strict=True)) for row in rows}

    def _field_to_sql(self, alias, field_expr, query=None):
        if field_expr not in COUNTS or query is None:
            return super()._field_to_sql(alias, field_expr, query)
        self.env["helpdesk.ticket"].flush_model(
            ["site_id", "reported_at", "closed_date", "close_cause", "active"]
        )
        contacts = query.make_alias(alias, "contacts")
        condition = SQL(
            "(%s, %s) = (%s, %s)",
            SQL.identifier(contacts, "site_id"),
            SQL.identifier(contacts, "month"),
            super()._field_to_sql(alias, "site_id", query),
            super()._field_to_sql(alias, "month", query),
        )
        query.add_join("LEFT JOIN", contacts, SQL(CONTACTS, SOLVED), condition)
        return SQL("COALESCE(%s, 0)", SQL.identifier(contacts, field_expr))

    def _read_group_select(self, aggregate_spec, query):
        """Add up before dividing: a mean of rates would be wrong."""
        name = aggregate_spec.partition(":")[0]
        if name not in MONTH_RATES:
            return super()._read_group_select(aggregate_spec, query)
        parts, wholes, scale = MONTH_RATES[name]
        return SQL(
            "SUM(%s)::float * %s / NULLIF(SUM(%s), 0)",
            self._add_up(parts, query),
            scale,
            self._add_up(wholes, query),
        )

    def _add_up(self, names, query):
        return SQL(" + ").join(
            SQL("COALESCE(%s, 0)", self._field_to_sql(self._table, name, query))
            for name in names
        )
