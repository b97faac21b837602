from odoo import fields, models

from ..match.property_unit import SALES_GROUPS


class PropertyUnit(models.Model):
    _inherit = "property.unit"

    reservation_ids = fields.One2many(
        "property.reservation", "unit_id", string="Reservations", groups=SALES_GROUPS
    )
    is_reserved = fields.Boolean(
        string="Reserved",
        compute="_compute_is_reserved",
        search="_search_is_reserved",
        groups=SALES_GROUPS,
    )

    def _compute_is_reserved(self):
        active = [("unit_id", "in", self.ids), ("state", "=", "active")]
        reserved = self.env["property.reservation"].search(active).unit_id
        for unit in self:
            unit.is_reserved = unit._origin in reserved

    def _search_is_reserved(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("reservation_ids", "any", [("state", "=", "active")])]
