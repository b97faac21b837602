from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.property_crm.models.place.property_building_map import NOT_LIVING_THERE

RATES = {
    "rate_units:avg": ("vacant_units", None),
    "rate_area:avg": ("area_vacant", "area"),
}


class PropertyVacancy(models.Model):
    """A unit on a day: lived in or vacant, since when, and until when.

    The day is that of the site, or ``vacancy_day`` of the context.
    """

    _name = "property.vacancy"
    _inherit = ["property.territory.mixin"]
    _description = "Vacancy"
    _auto = False
    _order = "days_vacant desc, unit_id"
    _rec_name = "unit_id"

    unit_id = fields.Many2one("property.unit", readonly=True)
    site_id = fields.Many2one("property.site", readonly=True)
    building_id = fields.Many2one("property.building", readonly=True)
    territory_id = fields.Many2one(readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    kind = fields.Selection(
        selection=lambda self: (
            self.env["property.unit"]._fields["kind"]._description_selection(self.env)
        ),
        readonly=True,
    )
    area = fields.Float(digits=(12, 2), readonly=True, help="Gross area in m².")
    area_vacant = fields.Float(string="Vacant area", digits=(12, 2), readonly=True)
    is_vacant = fields.Boolean(string="Vacant", readonly=True)
    vacant_units = fields.Integer(string="Vacant units", readonly=True)
    date_vacated = fields.Date(
        string="Last stay ended on", readonly=True, help="Empty: nobody is known."
    )
    date_let = fields.Date(string="Next lease from", readonly=True)
    days_vacant = fields.Integer(
        string="Days vacant",
        readonly=True,
        aggregator="avg",
        help="From the end of the last stay to the next lease, or to the day.",
    )
    rent_asked = fields.Monetary(string="Rent asked", readonly=True)
    rate_units = fields.Float(
        string="Vacancy rate by units (%)", readonly=True, aggregator="avg"
    )
    rate_area = fields.Float(
        string="Vacancy rate by area (%)", readonly=True, aggregator="avg"
    )

    @property
    def _table_query(self):
        for model in ("property.unit", "property.occupancy", "property.site"):
            self.env[model].flush_model()
        return SQL(
            """
            SELECT unit.id, unit.id AS unit_id, unit.site_id, unit.building_id,
                   unit.territory_id, unit.company_id, unit.kind, unit.rent_asked,
                   unit.area_gross AS area,
                   CASE WHEN stay.is_vacant THEN unit.area_gross ELSE 0 END
                       AS area_vacant,
                   stay.is_vacant, stay.is_vacant::int AS vacant_units,
                   CASE WHEN stay.is_vacant THEN stay.date_vacated END
                       AS date_vacated,
                   stay.date_let,
                   CASE WHEN stay.is_vacant THEN
                       COALESCE(stay.date_let - 1, today.day) - stay.date_vacated
                   END AS days_vacant,
                   100.0 * stay.is_vacant::int AS rate_units,
                   100.0 * stay.is_vacant::int AS rate_area
              FROM property_unit unit
              JOIN property_site site ON site.id = unit.site_id
             CROSS JOIN LATERAL (SELECT %(day)s AS day) today
             CROSS JOIN LATERAL (%(stays)s) stay
             WHERE unit.active
            """,
            day=self._get_day_sql(),
            stays=self._get_stays_sql(),
        )

    @api.model
    def _get_day_sql(self):
        day = fields.Date.to_date(self.env.context.get("vacancy_day"))
        if day:
            return SQL("%s::date", day)
        return SQL("(now() AT TIME ZONE COALESCE(site.tz, 'UTC'))::date")

    @api.model
    def _get_stays_sql(self):
        return SQL(
            """
            SELECT count(*) FILTER (
                       WHERE COALESCE(date_from, today.day) <= today.day
                         AND COALESCE(date_to, today.day) >= today.day) = 0
                       AS is_vacant,
                   max(date_to) FILTER (WHERE date_to < today.day) AS date_vacated,
                   min(date_from) FILTER (WHERE date_from > today.day) AS date_let
              FROM property_occupancy
             WHERE unit_id = unit.id AND role NOT IN %s
            """,
            NOT_LIVING_THERE,
        )

    def _read_group_select(self, aggregate_spec, query):
        """Rates of groups are those of their sums, not means of rates."""
        if aggregate_spec not in RATES:
            return super()._read_group_select(aggregate_spec, query)
        part, whole = RATES[aggregate_spec]
        return SQL(
            "100.0 * SUM(%s) / NULLIF(SUM(%s), 0)",
            SQL.identifier(self._table, part),
            SQL.identifier(self._table, whole) if whole else SQL("1"),
        )

    @api.model
    def _get_rates(self, domain=Domain.TRUE, day=None):
        """Return ``{site: (units, vacant, by units %, area, vacant area, by area %)}``.

        :param day: ``date``; empty: today at the sites
        """
        rows = self.with_context(vacancy_day=day)._read_group(
            domain,
            ["site_id"],
            [
                *("__count", "vacant_units:sum", "rate_units:avg"),
                *("area:sum", "area_vacant:sum", "rate_area:avg"),
            ],
        )
        return {
            site: (
                units,
                vacant,
                round(by_units, 1),
                area,
                empty,
                round(by_area or 0, 1),
            )
            for site, units, vacant, by_units, area, empty, by_area in rows
        }

    def action_open_unit(self):
        """Open the unit itself."""
        self.ensure_one()
        return self.unit_id.get_formview_action()
