from odoo import fields, models
from odoo.tools import SQL

MONTHS = 36
# Of each site and month: homes, complaints, and their share.
ROWS = """
    SELECT counted.*,
        counted.valid_count * 1000 / NULLIF(counted.household_years, 0)
            AS valid_permille
    FROM (
        SELECT site.id * 10000
                + EXTRACT(YEAR FROM months.first_day)::int %% 100 * 100
                + EXTRACT(MONTH FROM months.first_day)::int AS id,
            site.id AS site_id, site.company_id, site.territory_id,
            months.first_day::date AS month,
            COALESCE(complaint.received, 0) AS complaint_count,
            COALESCE(complaint.closed, 0) AS closed_count,
            COALESCE(complaint.valid, 0) AS valid_count,
            COALESCE(homes.count, 0) AS household_count,
            COALESCE(homes.count, 0) / 12.0 * LEAST(1, EXTRACT(
                EPOCH FROM %(now)s - months.first_day) / EXTRACT(
                EPOCH FROM months.first_day + interval '1 month'
                    - months.first_day)
            )::float AS household_years
        FROM property_site AS site
        LEFT JOIN (
            SELECT site_id, MIN(reported_at) AS date FROM helpdesk_ticket
            WHERE active GROUP BY site_id
        ) AS first ON first.site_id = site.id
        CROSS JOIN LATERAL generate_series(
            date_trunc('month', GREATEST(
                LEAST(site.create_date, first.date),
                %(now)s - make_interval(months => %(months)s)
            )),
            %(now)s,
            interval '1 month'
        ) AS months(first_day)
        LEFT JOIN (
            SELECT site_id, COUNT(*) AS count FROM property_unit
            WHERE active AND kind = 'dwelling' GROUP BY site_id
        ) AS homes ON homes.site_id = site.id
        LEFT JOIN (
            SELECT site_id, date_trunc('month', reported_at) AS first_day,
                COUNT(*) AS received,
                COUNT(closed_date) AS closed,
                COUNT(*) FILTER (WHERE complaint_finding = 'valid') AS valid
            FROM helpdesk_ticket
            WHERE active AND case_type = 'complaint'
            GROUP BY 1, 2
        ) AS complaint
            ON complaint.site_id = site.id
            AND complaint.first_day = months.first_day
        WHERE site.active
    ) AS counted
"""


class PropertyComplaintReport(models.Model):
    """Justified complaints per thousand households and year: a row per site and month.

    Each month brings a twelfth of the households, this one as much of it as has
    passed: whatever months and sites are added up, the rate is that of a year.
    """

    _name = "property.complaint.report"
    _description = "Complaints per household"
    _auto = False
    _order = "month desc, site_id"
    _rec_name = "site_id"
    _depends = {
        "helpdesk.ticket": [
            "active",
            "case_type",
            "closed_date",
            "complaint_finding",
            "reported_at",
            "site_id",
        ],
        "property.site": ["active", "company_id", "territory_id"],
        "property.unit": ["active", "kind", "site_id"],
    }

    site_id = fields.Many2one("property.site")
    company_id = fields.Many2one("res.company")
    territory_id = fields.Many2one("property.territory")
    month = fields.Date()
    complaint_count = fields.Integer(string="Complaints", aggregator="sum")
    closed_count = fields.Integer(string="Settled", aggregator="sum")
    valid_count = fields.Integer(string="Justified", aggregator="sum")
    household_count = fields.Integer(string="Households", aggregator="max")
    household_years = fields.Float(aggregator="sum")
    valid_permille = fields.Float(
        string="Justified per 1,000 households and year",
        aggregator="avg",
        help="Empty where there are no households.",
    )

    @property
    def _table_query(self):
        return SQL(
            ROWS,
            now=fields.Datetime.now(),
            months=MONTHS - 1,
        )

    def _read_group_select(self, aggregate_spec, query):
        """Add up before dividing: a mean of rates would be wrong."""
        if aggregate_spec.partition(":")[0] != "valid_permille":
            return super()._read_group_select(aggregate_spec, query)
        return SQL(
            "SUM(%s) * 1000 / NULLIF(SUM(%s), 0)",
            self._field_to_sql(self._table, "valid_count", query),
            self._field_to_sql(self._table, "household_years", query),
        )
