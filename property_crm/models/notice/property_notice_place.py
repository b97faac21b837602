from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class PropertyNoticePlace(models.Model):
    """Whom a notice is for: all of a site, or of a part of it."""

    _name = "property.notice.place"
    _inherit = ["property.site.mixin"]
    _description = "Place of a notice"
    _order = "notice_id, id"

    notice_id = fields.Many2one(
        "property.notice", required=True, index=True, ondelete="cascade"
    )
    site_id = fields.Many2one(
        "property.site",
        compute="_compute_site_id",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        index=True,
        ondelete="cascade",
    )
    building_id = fields.Many2one(
        "property.building",
        compute="_compute_building_id",
        store=True,
        precompute=True,
        readonly=False,
        domain="[('site_id', '=?', site_id)]",
        ondelete="cascade",
        help="Empty: the whole site.",
    )
    entrance = fields.Char(help="Empty: the whole building.")
    unit_id = fields.Many2one(
        "property.unit",
        domain="[('site_id', '=?', site_id), ('building_id', '=?', building_id)]",
        ondelete="cascade",
        help="Empty: all units.",
    )
    territory_id = fields.Many2one(related="site_id.territory_id", store=True)
    company_id = fields.Many2one(related="site_id.company_id", store=True)

    @api.depends("unit_id")
    def _compute_building_id(self):
        for place in self:
            place.building_id = place.unit_id.building_id or place.building_id

    @api.depends("building_id")
    def _compute_site_id(self):
        sites = self.env["property.site"].search([], limit=2)
        only_site = sites if len(sites) == 1 else sites.browse()
        for place in self:
            place.site_id = place.building_id.site_id or place.site_id or only_site

    @api.depends("site_id.name", "building_id.name", "entrance", "unit_id.name")
    def _compute_display_name(self):
        for place in self:
            parts = [place.site_id.name, place.building_id.name, place.entrance]
            if place.unit_id:
                parts = [place.site_id.name, place.unit_id.name]
            place.display_name = " · ".join(filter(None, parts))

    @api.constrains("site_id", "building_id", "unit_id", "entrance", "notice_id")
    def _check_one_inside_the_other(self):
        for place in self:
            unit, building = place.unit_id, place.building_id
            if unit and unit.building_id != building:
                place._refuse(unit, building or place.site_id)
            if building and building.site_id != place.site_id:
                place._refuse(building, place.site_id)
            if place.company_id != place.notice_id.company_id:
                place._refuse(place.site_id, place.notice_id.company_id)
            if place.entrance and not building:
                raise ValidationError(
                    self.env._("Entrance: choose the building it belongs to.")
                )

    def _refuse(self, inner, outer):
        raise ValidationError(
            self.env._(
                "Place: %(inner)s does not belong to %(outer)s.",
                inner=inner.display_name,
                outer=outer.display_name,
            )
        )

    def _get_short_names(self):
        """Return what the places are called on their site."""
        return [
            place.unit_id.name
            or " ".join(filter(None, [place.building_id.name, place.entrance]))
            for place in self
            if place.building_id
        ]

    def _get_units_domain(self):
        """Return the domain of the units of all the places."""
        return Domain.OR(place._get_place_domain() for place in self)

    def _get_place_domain(self):
        if self.unit_id:
            return Domain("id", "=", self.unit_id._origin.id)
        domain = Domain("site_id", "=", self.site_id._origin.id)
        if self.building_id:
            domain &= Domain("building_id", "=", self.building_id._origin.id)
        if self.entrance:
            domain &= Domain("entrance", "=", self.entrance.strip())
        return domain

    @api.model_create_multi
    def create(self, vals_list):
        places = super().create(vals_list)
        places.notice_id._check_may_change_audience()
        return places

    def write(self, vals):
        self.notice_id._check_may_change_audience()
        result = super().write(vals)
        self.notice_id._check_may_change_audience()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self.notice_id._check_may_change_audience()
