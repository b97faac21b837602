from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class ResPartner(models.Model):
    _inherit = "res.partner"

    is_territory_bound = fields.Boolean(
        string="Bound to territories",
        compute="_compute_is_territory_bound",
        store=True,
        help="Has or had a unit, or is a contact of somebody who does: seen only by "
        "the staff of the territories of these units.",
    )
    in_my_territory = fields.Boolean(
        compute="_compute_in_my_territory",
        search="_search_in_my_territory",
        export_string_translation=False,
    )

    @api.depends("is_resident", "parent_id.is_resident")
    def _compute_is_territory_bound(self):
        for partner in self:
            partner.is_territory_bound = (
                partner.is_resident or partner.parent_id.is_resident
            )

    @api.depends("is_territory_bound", "partner_share", "parent_id")
    @api.depends_context("uid")
    def _compute_in_my_territory(self):
        self.in_my_territory = True
        if not self._is_limited_to_territories():
            return
        bound = self.filtered(lambda p: p.is_territory_bound and p.partner_share)
        if not bound:
            return
        people = (bound | bound.parent_id)._origin
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM res_partner WHERE id IN %s AND id IN %s",
                tuple(people.ids) or (0,),
                self._get_territory_partner_query(),
            )
        )
        seen = {partner_id for (partner_id,) in rows}
        for partner in bound:
            ids = {partner._origin.id, partner.parent_id._origin.id}
            partner.in_my_territory = bool(ids & seen)

    def _search_in_my_territory(self, operator, value):
        if operator != "in":
            return NotImplemented
        if not self._is_limited_to_territories():
            return Domain.TRUE
        people = self._get_territory_partner_query()
        return (
            Domain("is_territory_bound", "=", False)
            | Domain("partner_share", "=", False)
            | Domain("id", "in", people)
            | Domain("parent_id", "in", people)
        )

    def _is_limited_to_territories(self):
        """Tell whether the user sees only the residents of his territories.

        Portal and public users have core's own, narrower rule.
        """
        user = self.env.user
        outside = user._is_portal() or user._is_public()
        return not outside and not user._sees_whole_company()

    @api.model
    def _get_territory_partner_query(self):
        """Return a subquery of everybody who has or had a unit in my territories."""
        self.env["property.ownership"].flush_model(["partner_id", "territory_id"])
        self.env["property.occupancy"].flush_model(["partner_id", "territory_id"])
        return SQL(
            """
            (SELECT partner_id FROM property_ownership WHERE territory_id IN %(ids)s
              UNION ALL
             SELECT partner_id FROM property_occupancy WHERE territory_id IN %(ids)s)
            """,
            ids=tuple(self.env.user._get_territory_ids()) or (0,),
        )
