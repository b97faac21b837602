from odoo import api, fields, models
from odoo.exceptions import ValidationError


class PropertyCommonPart(models.Model):
    _name = "property.common.part"
    _description = "Common part"
    _inherit = ["property.site.mixin"]
    _order = "site_id, building_id, name, id"
    _rec_names_search = ["name", "building_id.name"]

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        [
            ("lift", "Lift"),
            ("stairs", "Stairs and hall"),
            ("roof", "Roof"),
            ("facade", "Outer wall"),
            ("garage", "Garage"),
            ("garden", "Garden"),
            ("gate", "Gate"),
            ("pump", "Pump room"),
            ("power", "Power room"),
            ("other", "Other"),
        ],
        required=True,
        default="other",
    )
    site_id = fields.Many2one(
        "property.site", required=True, index=True, ondelete="restrict"
    )
    building_id = fields.Many2one(
        "property.building",
        index="btree_not_null",
        domain="[('site_id', '=', site_id)]",
        ondelete="restrict",
        help="Empty: it serves the whole site.",
    )
    entrance = fields.Char()
    company_id = fields.Many2one(
        related="site_id.company_id", store=True, precompute=True, index=True
    )
    territory_id = fields.Many2one(
        compute="_compute_territory_id", store=True, ondelete="set null"
    )

    @api.depends("building_id.territory_id", "site_id.territory_id")
    def _compute_territory_id(self):
        for part in self:
            part.territory_id = (
                part.building_id.territory_id or part.site_id.territory_id
            )

    @api.depends("name", "building_id.name", "entrance")
    def _compute_display_name(self):
        for part in self:
            place = " ".join(filter(None, [part.building_id.name, part.entrance]))
            part.display_name = f"{part.name} ({place})" if place else part.name

    @api.constrains("building_id", "site_id")
    def _check_building_of_site(self):
        for part in self:
            if part.building_id and part.building_id.site_id != part.site_id:
                raise ValidationError(
                    self.env._(
                        "Building: %(building)s is not a building of %(site)s.",
                        building=part.building_id.display_name,
                        site=part.site_id.display_name,
                    )
                )
