from odoo import api, fields, models
from odoo.fields import Domain


class PropertyTerritoryMixin(models.AbstractModel):
    """Records that only the staff of a territory may see.

    Record rules say ``[("in_my_territory", "=", True)]``. Odoo keeps the rule,
    not its answer, so a membership that starts or ends today takes effect at
    once, and the rule costs one indexed ``territory_id IN (...)``.
    """

    _name = "property.territory.mixin"
    _inherit = ["property.reference.guard"]
    _description = "Belongs to a territory"

    territory_id = fields.Many2one("property.territory", index=True)
    in_my_territory = fields.Boolean(
        compute="_compute_in_my_territory",
        search="_search_in_my_territory",
        export_string_translation=False,
    )

    @api.depends("territory_id")
    @api.depends_context("uid")
    def _compute_in_my_territory(self):
        territory_ids = self.env.user._get_territory_ids()
        for record in self:
            record.in_my_territory = (
                territory_ids is None or record.territory_id.id in territory_ids
            )

    def _search_in_my_territory(self, operator, value):
        if operator != "in":
            return NotImplemented
        territory_ids = self.env.user._get_territory_ids()
        if territory_ids is None:
            return Domain.TRUE
        return Domain("territory_id", "in", sorted(territory_ids))


class PropertySiteMixin(models.AbstractModel):
    """Places everybody who works somewhere in their site may see."""

    _name = "property.site.mixin"
    _inherit = ["property.territory.mixin"]
    _description = "Seen by the staff of a site"

    def _get_own_site(self):
        """Return the site of the single record."""
        return self.site_id

    def _get_site_field(self):
        return "site_id"

    @api.depends("territory_id")
    @api.depends_context("uid")
    def _compute_in_my_territory(self):
        site_ids = self.env.user._get_site_ids()
        for record in self:
            record.in_my_territory = (
                site_ids is None or record._get_own_site().id in site_ids
            )

    def _search_in_my_territory(self, operator, value):
        if operator != "in":
            return NotImplemented
        site_ids = self.env.user._get_site_ids()
        if site_ids is None:
            return Domain.TRUE
        return Domain(self._get_site_field(), "in", sorted(site_ids))
