from odoo import fields, models
from odoo.tools import SQL


class PropertyCoverage(models.Model):
    """One row a unit: is a customer of it known, and can he be reached?"""

    _name = "property.coverage"
    _description = "Coverage of units"
    _auto = False
    _order = "site_id, building_id, unit_id"
    _rec_name = "unit_id"

    unit_id = fields.Many2one("property.unit", readonly=True)
    site_id = fields.Many2one("property.site", readonly=True)
    building_id = fields.Many2one("property.building", readonly=True)
    territory_id = fields.Many2one("property.territory", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    kind = fields.Selection(
        lambda self: (
            self.env["property.unit"]._fields["kind"]._description_selection(self.env)
        ),
        readonly=True,
    )
    steward_id = fields.Many2one("res.users", string="House steward", readonly=True)
    known_count = fields.Integer(string="Known", readonly=True)
    reachable_count = fields.Integer(string="Reachable", readonly=True)
    coverage = fields.Float(
        string="Coverage (%)", digits=(5, 1), readonly=True, aggregator="avg"
    )

    @property
    def _table_query(self):
        """Look at the units the reader may see, and at the people of today."""
        today = fields.Date.context_today(self)
        units = self.env["property.unit"]._search([])
        self._flush_people()
        return SQL(
            """
            SELECT unit.id,
                   unit.id AS unit_id,
                   unit.site_id,
                   unit.building_id,
                   unit.territory_id,
                   unit.company_id,
                   unit.kind,
                   unit.steward_id,
                   (known.unit_id IS NOT NULL)::int AS known_count,
                   COALESCE(known.is_reachable, FALSE)::int AS reachable_count,
                   COALESCE(known.is_reachable, FALSE)::int * 100.0 AS coverage
              FROM property_unit unit
         LEFT JOIN (
                   SELECT tie.unit_id, bool_or(partner.is_reachable) AS is_reachable
                     FROM (%(ownerships)s UNION ALL %(occupancies)s) tie
                     JOIN res_partner partner ON partner.id = tie.partner_id
                 GROUP BY tie.unit_id
                   ) known ON known.unit_id = unit.id
             WHERE unit.id IN %(units)s
            """,
            ownerships=self._get_people_of_today("property_ownership", today),
            occupancies=self._get_people_of_today("property_occupancy", today),
            units=units.subselect(),
        )

    def _flush_people(self):
        for model in ("property.ownership", "property.occupancy"):
            self.env[model].flush_model(
                ["unit_id", "partner_id", "date_from", "date_to"]
            )
        self.env["property.unit"].flush_model()
        self.env["res.partner"].flush_model(["is_reachable"])

    def _get_people_of_today(self, table, today):
        return SQL(
            """
            SELECT unit_id, partner_id FROM %(table)s
             WHERE COALESCE(date_from, %(today)s) <= %(today)s
               AND COALESCE(date_to, %(today)s) >= %(today)s
            """,
            table=SQL.identifier(table),
            today=today,
        )
