from odoo import api, fields, models
from odoo.exceptions import ValidationError


class PropertyBuildingMixin(models.AbstractModel):
    """Something for the residents of a site, or of one of its buildings."""

    _name = "property.building.mixin"
    _inherit = ["property.site.mixin"]
    _description = "For a site or a building"

    site_id = fields.Many2one(
        "property.site",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self._default_site_id(),
    )
    building_id = fields.Many2one(
        "property.building",
        domain="[('site_id', '=', site_id)]",
        ondelete="restrict",
        help="Empty: for the whole site.",
    )
    territory_id = fields.Many2one(related="site_id.territory_id", store=True)
    company_id = fields.Many2one(related="site_id.company_id", store=True, index=True)

    @api.model
    def _default_site_id(self):
        sites = self.env["property.site"].search([], limit=2)
        return sites if len(sites) == 1 else False

    @api.constrains(lambda self: ["site_id", *self._get_place_fields()])
    def _check_of_the_site(self):
        for record in self:
            for part in map(record.__getitem__, record._get_place_fields()):
                if part and part.site_id != record.site_id:
                    raise ValidationError(
                        self.env._(
                            "Place: %(inner)s does not belong to %(outer)s.",
                            inner=part.display_name,
                            outer=record.site_id.display_name,
                        )
                    )

    @api.model
    def _get_place_fields(self):
        """Return the fields whose places must lie in the record's site."""
        return ["building_id"]
