from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL, unique

MONTHS = 36
# What a complaint has and a household has not.
PARTS = ("ticket_id", "team_id", "user_id", "class_id", "channel_id")
# The homes of each site and month, and each complaint by itself: of the homes come the
# households, of the complaints all else.
ROWS = """
    WITH homes AS (
        SELECT site.id AS site_id, site.company_id, site.territory_id,
            months.first_day::date AS month,
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
        WHERE site.active
    )
    SELECT -(site_id * 10000
            + EXTRACT(YEAR FROM month)::int %% 100 * 100
            + EXTRACT(MONTH FROM month)::int) AS id,
        site_id, company_id, territory_id, month,
        NULL::int AS ticket_id, NULL::int AS team_id, NULL::int AS user_id,
        NULL::int AS class_id, NULL::int AS channel_id,
        0 AS complaint_count, 0 AS closed_count, 0 AS valid_count,
        household_count, household_years, NULL::float AS valid_permille
    FROM homes
    UNION ALL
    SELECT ticket.id, homes.site_id, homes.company_id, homes.territory_id, homes.month,
        ticket.id, ticket.team_id, ticket.user_id, ticket.class_id, ticket.channel_id,
        1, (ticket.closed_date IS NOT NULL)::int,
        (ticket.complaint_finding IS NOT DISTINCT FROM 'valid')::int,
        0, 0, NULL
    FROM helpdesk_ticket AS ticket
    JOIN homes ON homes.site_id = ticket.site_id
        AND homes.month = date_trunc('month', ticket.reported_at)
    WHERE ticket.active AND ticket.case_type = 'complaint'
"""


class PropertyComplaintReport(models.Model):
    """Justified complaints per thousand households and year.

    Each month brings a twelfth of the households, this one as much of it as has
    passed: whatever months and sites are added up, the rate is that of a year.
    The complaints of a team, person, class or channel are divided by all households
    of the sites and months that are asked for, so that the parts add up to the whole.
    """

    _name = "property.complaint.report"
    _description = "Complaints per household"
    _auto = False
    _order = "month desc, site_id, id"
    _rec_name = "site_id"
    _depends = {
        "helpdesk.ticket": [
            "active",
            "case_type",
            "channel_id",
            "class_id",
            "closed_date",
            "complaint_finding",
            "reported_at",
            "site_id",
            "team_id",
            "user_id",
        ],
        "property.site": ["active", "company_id", "territory_id"],
        "property.unit": ["active", "kind", "site_id"],
    }

    site_id = fields.Many2one("property.site")
    company_id = fields.Many2one("res.company")
    territory_id = fields.Many2one("property.territory")
    month = fields.Date()
    ticket_id = fields.Many2one("helpdesk.ticket", string="Complaint")
    team_id = fields.Many2one("helpdesk.ticket.team")
    user_id = fields.Many2one("res.users", string="Assigned to")
    class_id = fields.Many2one("property.ticket.class", string="What it is about")
    channel_id = fields.Many2one("helpdesk.ticket.channel")
    complaint_count = fields.Integer(string="Complaints", aggregator="sum")
    closed_count = fields.Integer(string="Settled", aggregator="sum")
    valid_count = fields.Integer(string="Justified", aggregator="sum")
    household_count = fields.Integer(string="Households", aggregator="max")
    household_years = fields.Float(aggregator="sum")
    valid_permille = fields.Float(
        string="Justified per 1,000 households and year",
        aggregator="avg",
        help="By team, person, class or channel: of all households of the sites and"
        " months asked for. Empty where there are no households.",
    )

    @property
    def _table_query(self):
        return SQL(
            ROWS,
            now=fields.Datetime.now(),
            months=MONTHS - 1,
        )

    def _read_group(self, domain, groupby=(), *args, **kwargs):
        report = self.with_context(complaint_groups=tuple(groupby))
        domain = self._keep_households(domain)
        return super(PropertyComplaintReport, report)._read_group(
            domain, groupby, *args, **kwargs
        )

    def _read_grouping_sets(self, domain, grouping_sets, *args, **kwargs):
        groups = tuple(unique(spec for groups in grouping_sets for spec in groups))
        report = self.with_context(complaint_groups=groups)
        domain = self._keep_households(domain)
        return super(PropertyComplaintReport, report)._read_grouping_sets(
            domain, grouping_sets, *args, **kwargs
        )

    def _keep_households(self, domain):
        """Return the domain with all homes, whichever complaints are asked for."""
        homes = Domain("ticket_id", "=", False)
        return (
            Domain(domain)
            .optimize(self)
            .map_conditions(
                lambda asked: (
                    asked | homes if self._is_part(asked.field_expr) else asked
                )
            )
        )

    def _is_part(self, spec):
        """Whether a field, or what to group by, is of complaints and not of homes."""
        return spec.partition(":")[0].partition(".")[0] in PARTS

    def _read_group_select(self, aggregate_spec, query):
        """Add up before dividing: a mean of rates would be wrong."""
        if aggregate_spec.partition(":")[0] != "valid_permille":
            return super()._read_group_select(aggregate_spec, query)
        return SQL(
            "SUM(%s) * 1000 / NULLIF(SUM(SUM(%s)) OVER (%s), 0)",
            self._field_to_sql(self._table, "valid_count", query),
            self._field_to_sql(self._table, "household_years", query),
            self._get_window(query),
        )

    def _get_window(self, query):
        """Return which groups share their households: all that differ in parts only."""
        groups = {
            spec: self._read_group_groupby(self._table, spec, query)
            for spec in self.env.context.get("complaint_groups", ())
        }
        if not groups:
            return SQL()
        shared = [sql for spec, sql in groups.items() if not self._is_part(spec)]
        # of several groupings in one query each is by itself
        level = SQL("GROUPING(%s)", SQL(", ").join(unique(groups.values())))
        return SQL("PARTITION BY %s", SQL(", ").join([*shared, level]))
