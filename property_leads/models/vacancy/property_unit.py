from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.property_crm.models.place.property_building_map import NOT_LIVING_THERE
from odoo.addons.property_crm.models.territory.property_dated_mixin import STAFF_GROUPS

from ...tools.unit_match import Offer


class PropertyUnit(models.Model):
    """What a unit is offered for, and from when it is free."""

    _inherit = "property.unit"

    currency_id = fields.Many2one(related="company_id.currency_id")
    rent_asked = fields.Monetary(
        string="Rent asked",
        groups=STAFF_GROUPS,
        tracking=True,
        help="A month, without the property fee.",
    )
    price_asked = fields.Monetary(
        string="Price asked", groups=STAFF_GROUPS, tracking=True, help="For a purchase."
    )
    is_off_market = fields.Boolean(
        string="Not offered",
        groups=STAFF_GROUPS,
        tracking=True,
        help="Neither to let nor for sale: it is proposed to nobody.",
    )

    @api.model
    def _get_offers(self, domain, kind, day):
        """Return the ``Offer`` of each unit that comes free, in one query.

        Free is who has no stay on the day or after it, or only such that end. For
        sale is what nobody has bought yet, or has a price.

        :param domain: which units
        :param str kind: ``leasing`` or ``sale``
        """
        wanted = Domain(domain) & Domain("is_off_market", "=", False)
        if kind == "sale":
            wanted &= Domain("sale_state", "=", "unsold") | Domain(
                "price_asked", ">", 0
            )
        query = self._search(wanted)
        self.env["property.occupancy"].flush_model()
        price = "price_asked" if kind == "sale" else "rent_asked"
        rows = self.env.execute_query(
            SQL(
                """
                SELECT unit.id, unit.kind, unit.area_gross, unit.%(price)s,
                       unit.site_id, unit.floor_index,
                       GREATEST(stay.last_day + 1, %(day)s::date)
                  FROM property_unit unit
                  LEFT JOIN LATERAL (%(stays)s) stay ON TRUE
                 WHERE unit.id IN %(ids)s AND (stay.is_open IS NOT TRUE OR %(sale)s)
                """,
                price=SQL.identifier(price),
                day=day,
                stays=self._get_coming_stays_sql(SQL("unit.id"), day),
                ids=query.subselect(),
                sale=kind == "sale",
            )
        )
        return [
            Offer(unit_id, what, area or 0, amount and float(amount) or 0, *place)
            for unit_id, what, area, amount, *place in rows
        ]

    @api.model
    def _get_coming_stays_sql(self, unit_id, day):
        """Return the SQL that asks for the end of the stays from a day on."""
        return SQL(
            """
            SELECT bool_or(date_to IS NULL) AS is_open, max(date_to) AS last_day
              FROM property_occupancy
             WHERE unit_id = %s AND role NOT IN %s
               AND (date_to IS NULL OR date_to >= %s)
            """,
            unit_id,
            NOT_LIVING_THERE,
            day,
        )
