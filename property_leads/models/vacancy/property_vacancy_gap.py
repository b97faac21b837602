from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.property_crm.models.place.property_building_map import NOT_LIVING_THERE


class PropertyVacancyGap(models.Model):
    """A time in which a unit stood empty: from the end of a stay to the next one.

    Stays that overlap or follow on the next day are one. What has not ended runs to
    the site's today; before the first known stay nothing is known.
    """

    _name = "property.vacancy.gap"
    _inherit = ["property.territory.mixin"]
    _description = "Time a unit stood empty"
    _auto = False
    _order = "date_vacated desc, unit_id"
    _rec_name = "unit_id"

    unit_id = fields.Many2one("property.unit", readonly=True)
    site_id = fields.Many2one("property.site", readonly=True)
    building_id = fields.Many2one("property.building", readonly=True)
    territory_id = fields.Many2one(readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    kind = fields.Selection(
        selection=lambda self: (
            self.env["property.unit"]._fields["kind"]._description_selection(self.env)
        ),
        readonly=True,
    )
    area = fields.Float(
        digits=(12, 2), readonly=True, aggregator=None, help="Gross area in m²."
    )
    date_vacated = fields.Date(string="Last stay ended on", readonly=True)
    date_let = fields.Date(
        string="Let again from", readonly=True, help="Empty: still vacant."
    )
    is_let_again = fields.Boolean(string="Was let again", readonly=True)
    gaps = fields.Integer(string="Times vacant", readonly=True)
    days = fields.Integer(
        string="Days empty",
        readonly=True,
        aggregator="avg",
        help="From the end of the last stay to the start of the next lease, or to"
        " today. Of groups the mean.",
    )
    days_total = fields.Integer(string="Days empty in all", readonly=True)
    area_days = fields.Float(
        string="m² times days", digits=(16, 2), readonly=True, help="Area not let."
    )

    @property
    def _table_query(self):
        for model in ("property.unit", "property.occupancy", "property.site"):
            self.env[model].flush_model()
        return SQL(
            """
            SELECT gap.id, unit.id AS unit_id, unit.site_id, unit.building_id,
                   unit.territory_id, unit.company_id, unit.kind,
                   unit.area_gross AS area, gap.date_vacated, gap.date_let,
                   gap.date_let IS NOT NULL AS is_let_again, 1 AS gaps, gap.days,
                   gap.days AS days_total,
                   gap.days * COALESCE(unit.area_gross, 0) AS area_days
              FROM (%(gaps)s) gap
              JOIN property_unit unit ON unit.id = gap.unit_id AND unit.active
             WHERE gap.days > 0
            """,
            gaps=self._get_gaps_sql(),
        )

    def _get_gaps_sql(self):
        """Return the SQL of what lies between stays, and after the last one.

        ``reached`` is the last day of all stays that begin no later.
        """
        return SQL(
            """
            WITH stay AS (
                SELECT living.id, living.unit_id, today.day,
                       COALESCE(living.date_to, 'infinity') AS last_day,
                       MAX(COALESCE(living.date_to, 'infinity')) OVER past AS reached,
                       LEAD(COALESCE(living.date_from, '-infinity')) OVER own
                           AS next_from
                  FROM property_occupancy living
                  JOIN property_site site ON site.id = living.site_id
                 CROSS JOIN LATERAL (
                       SELECT (now() AT TIME ZONE COALESCE(site.tz, 'UTC'))::date
                           AS day
                       ) today
                 WHERE living.role NOT IN %(not_living)s
                WINDOW own AS (
                    PARTITION BY living.unit_id
                    ORDER BY COALESCE(living.date_from, '-infinity'), living.id
                ), past AS (own ROWS UNBOUNDED PRECEDING)
            )
            SELECT id, unit_id, reached AS date_vacated, next_from AS date_let,
                   COALESCE(next_from - 1, day) - reached AS days
              FROM stay
             WHERE reached < day AND (next_from IS NULL OR next_from > reached + 1)
            """,
            not_living=NOT_LIVING_THERE,
        )

    def action_open_unit(self):
        """Open the unit itself."""
        self.ensure_one()
        return self.unit_id.get_formview_action()
