from odoo import api, fields, models
from odoo.fields import Domain


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
    undelivered_count = fields.Integer(compute="_compute_undelivered_count")
    common_part_ids = fields.One2many("property.common.part", "building_id")
    common_part_count = fields.Integer(compute="_compute_common_part_count")
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

    @api.depends(
        "site_id.territory_ids.active",
        "site_id.territory_ids.kind",
        "site_id.territory_ids.building_id",
    )
    def _compute_territory_id(self):
        for building in self:
            own = building.site_id.territory_ids.filtered(
                lambda t, building=building: (
                    t.active and t.kind == "building" and t.building_id == building
                )
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
        self._count("property.unit", "unit_count")

    def _compute_undelivered_count(self):
        undelivered = self.env["property.unit"]._get_undelivered_domain()
        self._count("property.unit", "undelivered_count", undelivered)

    def _compute_common_part_count(self):
        self._count("property.common.part", "common_part_count")

    def _count(self, model, name, domain=Domain.TRUE):
        """Set the field to the number of records the model has in each building."""
        domain &= Domain("building_id", "in", self.ids)
        counts = dict(self.env[model]._read_group(domain, ["building_id"], ["__count"]))
        for building in self:
            building[name] = counts.get(building, 0)

    def action_view_units(self):
        return self._action_view("property_crm.property_unit_action")

    def action_view_undelivered_units(self):
        action = self.action_view_units()
        action["context"] |= {"search_default_undelivered": 1}
        return action

    def action_view_common_parts(self):
        action = self._action_view("property_crm.property_common_part_action")
        action["context"] |= {"default_site_id": self.site_id.id}
        return action

    def action_view_map(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "property_crm.property_building_map_action"
        )
        return action | {"params": {"building_id": self.id}}

    def action_generate_units(self):
        action = self._action_view("property_crm.property_unit_generate_action")
        del action["domain"]
        return action

    def _action_view(self, xmlid):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        action["domain"] = [("building_id", "=", self.id)]
        action["context"] = {"default_building_id": self.id}
        return action
