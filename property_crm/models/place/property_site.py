from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from odoo.addons.base.models.res_partner import _tz_get

from ...tools.unit_code import check_pattern
from ..territory.property_reference_guard import PropertyReferenceGuard

CODE_PATTERNS = {
    "residential": "{building}-{entrance}-{room}",
    "office": "{building}-{room}",
    "industrial": "{building}-{room}",
    "commercial": "{building}-{room}",
}


class PropertySite(models.Model):
    _name = "property.site"
    _description = "Site"
    _inherit = ["mail.thread", "mail.activity.mixin", "property.site.mixin"]
    _order = "name, id"
    _rec_names_search = ["name", "code"]
    # a guessed number would show the name of a stranger
    _guarded_references = (*PropertyReferenceGuard._guarded_references, "developer_id")

    name = fields.Char(required=True, translate=True, tracking=True)
    code = fields.Char(
        required=True,
        tracking=True,
        help="Short name used in unit codes and imports, unique in the company.",
    )
    active = fields.Boolean(default=True, tracking=True)
    kind = fields.Selection(
        [
            ("residential", "Residential"),
            ("office", "Office"),
            ("industrial", "Industrial"),
            ("commercial", "Commercial"),
        ],
        required=True,
        default="residential",
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    street = fields.Char()
    street2 = fields.Char()
    zip = fields.Char()
    city = fields.Char()
    state_id = fields.Many2one(
        "res.country.state", domain="[('country_id', '=?', country_id)]"
    )
    country_id = fields.Many2one(
        "res.country", default=lambda self: self.env.company.country_id
    )
    tz = fields.Selection(
        _tz_get,
        string="Time zone",
        required=True,
        default=lambda self: self.env.user.tz or "UTC",
    )
    resource_calendar_id = fields.Many2one(
        "resource.calendar",
        string="Working hours",
        default=lambda self: self.env.company.resource_calendar_id,
        help="Hours of the service centre; deadlines run on them.",
    )
    phone = fields.Char(string="Service phone", help="Number of the service centre.")
    manager_id = fields.Many2one(
        "res.users", string="Site manager", domain=[("share", "=", False)]
    )
    developer_id = fields.Many2one(
        "res.partner",
        help="Owner of every unit that is not yet sold and delivered.",
    )
    code_pattern = fields.Char(
        string="Unit code",
        compute="_compute_code_pattern",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        help="How unit codes are written: text with {site}, {building}, {entrance}, "
        "{floor} and {room}, for example {building}栋{entrance}单元{room}室.",
    )
    building_ids = fields.One2many("property.building", "site_id")
    unit_ids = fields.One2many("property.unit", "site_id")
    territory_ids = fields.One2many(
        "property.territory", "site_id", string="Territories of the site"
    )
    territory_id = fields.Many2one(
        help="The territory of the whole site; made together with it.",
        copy=False,
        readonly=True,
        ondelete="set null",
    )
    building_count = fields.Integer(compute="_compute_building_count")
    unit_count = fields.Integer(compute="_compute_unit_count")
    undelivered_count = fields.Integer(compute="_compute_undelivered_count")
    common_part_count = fields.Integer(compute="_compute_common_part_count")
    territory_count = fields.Integer(compute="_compute_territory_count")
    note = fields.Html()

    _code_uniq = models.Constraint(
        "UNIQUE(company_id, code)", "Another site of the company has this code."
    )

    @api.depends("kind")
    def _compute_code_pattern(self):
        for site in self:
            if not site.code_pattern or site.code_pattern in CODE_PATTERNS.values():
                site.code_pattern = CODE_PATTERNS[site.kind or "residential"]

    @api.depends("building_ids")
    def _compute_building_count(self):
        self._count("property.building", "building_count")

    @api.depends("unit_ids")
    def _compute_unit_count(self):
        self._count("property.unit", "unit_count")

    def _compute_common_part_count(self):
        self._count("property.common.part", "common_part_count")

    def _compute_territory_count(self):
        self._count("property.territory", "territory_count")

    def _compute_undelivered_count(self):
        undelivered = self.env["property.unit"]._get_undelivered_domain()
        self._count("property.unit", "undelivered_count", undelivered)

    def _count(self, model, name, domain=Domain.TRUE):
        """Set the field to the number of records the model has in each site."""
        domain &= Domain("site_id", "in", self.ids)
        counts = dict(self.env[model]._read_group(domain, ["site_id"], ["__count"]))
        for site in self:
            site[name] = counts.get(site, 0)

    @api.constrains("code_pattern")
    def _check_code_pattern(self):
        for site in self:
            if problem := check_pattern(site.code_pattern):
                raise ValidationError(site._explain_pattern_problem(problem))

    def _explain_pattern_problem(self, problem):
        kind, _sep, name = problem.partition(":")
        if kind == "unknown":
            return self.env._(
                "Unit code: {%(name)s} is not known. Use {site}, {building}, "
                "{entrance}, {floor} and {room}.",
                name=name,
            )
        if kind == "room":
            return self.env._("Unit code: {room} is missing.")
        return self.env._("Unit code: a brace is not closed.")

    def _get_own_site(self):
        return self

    def _get_site_field(self):
        return "id"

    @api.model_create_multi
    def create(self, vals_list):
        sites = super().create(vals_list)
        sites._create_site_territories()
        return sites

    def _create_site_territories(self):
        """Give each site its territory, and its creator a place in it."""
        # sudo: who may create a site need not be allowed to draw territories
        territories_sudo = self.env["property.territory"].sudo()
        for site in self:
            site.sudo().territory_id = territories_sudo.create(
                {"name": site.name, "kind": "site", "site_id": site.id}
            )
        user = self.env.user
        if not user._sees_whole_company():
            self.sudo().territory_id.staff_ids = [
                fields.Command.create(
                    {"user_id": user.id, "role": self._get_creator_role()}
                )
            ]

    @api.model
    def _get_creator_role(self):
        integration = self.env.user.has_group("property_crm.group_property_integration")
        return "integration" if integration else "manager"

    def action_view_buildings(self):
        return self._action_view("property_crm.property_building_action")

    def action_view_units(self):
        return self._action_view("property_crm.property_unit_action")

    def action_view_undelivered_units(self):
        action = self.action_view_units()
        action["context"] |= {"search_default_undelivered": 1}
        return action

    def action_view_common_parts(self):
        return self._action_view("property_crm.property_common_part_action")

    def action_view_territories(self):
        return self._action_view("property_crm.property_territory_action")

    def action_view_map(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "property_crm.property_building_map_action"
        )
        return action | {"params": {"site_id": self.id}}

    def action_generate_units(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_unit_generate_action"
        )
        return action | {"context": {"default_site_id": self.id}}

    def _action_view(self, xmlid):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        action["domain"] = [("site_id", "=", self.id)]
        action["context"] = {"default_site_id": self.id}
        return action
