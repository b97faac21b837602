from odoo import api, fields, models


class PropertyBuilding(models.Model):
    _name = "property.building"
    _description = "Building"
    _inherit = ["mail.thread", "mail.activity.mixin", "property.site.mixin"]
    _order = "site_id, sequence, code, id"
    _rec_names_search = ["name", "code", "site_id.name"]

    name = fields.Char(
        compute="_compute_name",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
    )
    code = fields.Char(
        required=True, tracking=True, help="As written in unit codes, unique in a site."
    )
    active = fields.Boolean(default=True, tracking=True)
    sequence = fields.Integer(default=10)
    site_id = fields.Many2one(
        "property.site", required=True, index=True, ondelete="restrict", tracking=True
    )
    company_id = fields.Many2one(
        related="site_id.company_id", store=True, precompute=True, index=True
    )
    unit_ids = fields.One2many("property.unit", "building_id")
    unit_count = fields.Integer(compute="_compute_unit_count")
    street = fields.Char(help="Where it differs from the address of the site.")
    year_built = fields.Integer()
    territory_id = fields.Many2one(
        compute="_compute_territory_id", store=True, ondelete="set null"
    )
    note = fields.Html()

    _code_uniq = models.Constraint(
        "UNIQUE(site_id, code)", "Another building of the site has this code."
    )

    @api.depends("code")
    def _compute_name(self):
        for building in self:
            building.name = building.name or building.code

    @api.depends("site_id.territory_ids.kind", "site_id.territory_ids.building_id")
    def _compute_territory_id(self):
        for building in self:
            own = building.site_id.territory_ids.filtered(
                lambda t, building=building: t.kind == "building"
                and t.building_id == building
            )
            building.territory_id = own[:1] or building.site_id.territory_id

    @api.depends("name", "site_id.name")
    @api.depends_context("show_site")
    def _compute_display_name(self):
        for building in self:
            name = building.name or ""
            if self.env.context.get("show_site"):
                name = f"{building.site_id.name} {name}"
            building.display_name = name

    @api.depends("unit_ids")
    def _compute_unit_count(self):
        counts = dict(
            self.env["property.unit"]._read_group(
                [("building_id", "in", self.ids)], ["building_id"], ["__count"]
            )
        )
        for building in self:
            building.unit_count = counts.get(building, 0)

    def action_view_units(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_unit_action"
        )
        action["domain"] = [("building_id", "=", self.id)]
        action["context"] = {"default_building_id": self.id}
        return action
