from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ...tools.territory_match import SPECIFICITY, Place, Scope, most_specific

# What says which places a territory covers, and so what its staff see.
SCOPE = frozenset(
    {
        "kind",
        "parent_id",
        "site_id",
        "building_id",
        "entrance",
        "floor_from",
        "floor_to",
        "unit_ids",
    }
)


class PropertyTerritory(models.Model):
    _name = "property.territory"
    _description = "Territory"
    _inherit = ["property.rights.source", "mail.thread"]
    _parent_store = True
    _order = "parent_path, id"
    _rec_names_search = ["name", "site_id.name"]

    name = fields.Char(required=True, translate=True, tracking=True)
    active = fields.Boolean(default=True, tracking=True)
    kind = fields.Selection(
        [
            ("district", "District"),
            ("site", "Site"),
            ("building", "Building"),
            ("entrance", "Entrance"),
            ("floors", "Floors"),
            ("units", "Units"),
        ],
        required=True,
        default="site",
        help="What the territory covers. The most specific territory of a unit "
        "decides who works there.",
    )
    parent_id = fields.Many2one(
        "property.territory",
        string="Part of",
        compute="_compute_parent_id",
        store=True,
        readonly=False,
        recursive=True,
        index=True,
        ondelete="restrict",
        help="Staff of a territory also work in all its parts.",
    )
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("property.territory", "parent_id", string="Parts")
    site_id = fields.Many2one(
        "property.site", index=True, ondelete="cascade", tracking=True
    )
    building_id = fields.Many2one(
        "property.building",
        index="btree_not_null",
        domain="[('site_id', '=', site_id)]",
        ondelete="cascade",
        tracking=True,
    )
    entrance = fields.Char(tracking=True)
    floor_from = fields.Integer(tracking=True)
    floor_to = fields.Integer(tracking=True)
    unit_ids = fields.Many2many(
        "property.unit",
        "property_territory_unit_rel",
        string="Listed units",
        domain="[('site_id', '=', site_id)]",
    )
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_company_id",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    staff_ids = fields.One2many("property.territory.staff", "territory_id")
    working_staff_ids = fields.Many2many(
        "property.territory.staff",
        string="Working here today",
        compute="_compute_working_staff_ids",
        help="Today's staff, that of the territories around included.",
    )
    working_summary = fields.Char(
        string="Who works here today", compute="_compute_working_summary"
    )
    tree_name = fields.Char(string="Territory", compute="_compute_tree_name")
    unit_count = fields.Integer(
        compute="_compute_unit_count",
        help="Units for which this is the most specific territory.",
    )
    in_my_territory = fields.Boolean(
        compute="_compute_in_my_territory",
        search="_search_in_my_territory",
        export_string_translation=False,
    )

    _site_needed = models.Constraint(
        "CHECK((kind = 'district') = (site_id IS NULL))",
        "A district has no site; every other territory needs one.",
    )
    _building_needed = models.Constraint(
        "CHECK(kind NOT IN ('building', 'entrance', 'floors')"
        " OR building_id IS NOT NULL)",
        "This kind of territory needs a building.",
    )
    _entrance_needed = models.Constraint(
        "CHECK(kind <> 'entrance' OR entrance <> '')",
        "A territory of an entrance needs the entrance.",
    )
    _floors_in_order = models.Constraint(
        "CHECK(kind <> 'floors' OR floor_from <= floor_to)",
        "The first floor cannot lie above the last.",
    )
    _one_per_site = models.UniqueIndex(
        "(site_id) WHERE kind = 'site'", "The site already has its territory."
    )

    @api.depends(
        "kind",
        "building_id",
        "entrance",
        "site_id.territory_ids.active",
        "site_id.territory_ids.kind",
        "site_id.territory_ids.building_id",
        "site_id.territory_ids.entrance",
    )
    def _compute_parent_id(self):
        """Below the site the parent is given by the scope, above it by the user."""
        for territory in self:
            if territory.kind in ("district", "site"):
                territory.parent_id = territory.parent_id
            else:
                territory.parent_id = territory._get_enclosing_territory()

    def _get_enclosing_territory(self):
        """Return the narrowest territory of the site of a coarser kind."""
        rank = 2 if self.kind == "units" else SPECIFICITY.index(self.kind)
        coarser = self.site_id.territory_ids.filtered(
            lambda other: other.active and SPECIFICITY.index(other.kind) < rank
        )
        key = most_specific(
            coarser._get_scopes(),
            Place(building=self.building_id.id or None, entrance=self.entrance or ""),
        )
        return self.browse(key or [])

    @api.depends("site_id.company_id")
    def _compute_company_id(self):
        for territory in self:
            territory.company_id = territory.site_id.company_id or territory.company_id

    @api.depends("parent_path", "staff_ids.is_current")
    def _compute_working_staff_ids(self):
        around = {
            territory: [
                int(key) for key in (territory.parent_path or "").split("/")[:-1]
            ]
            for territory in self
        }
        everywhere = {key for keys in around.values() for key in keys}
        staff = self.env["property.territory.staff"].search(
            [("territory_id", "in", list(everywhere)), ("is_current", "=", True)]
        )
        staff_by_territory = staff.grouped(lambda one: one.territory_id.id)
        for territory, keys in around.items():
            territory.working_staff_ids = staff.browse().union(
                *(staff_by_territory.get(key, staff.browse()) for key in reversed(keys))
            )

    @api.depends("working_staff_ids")
    def _compute_working_summary(self):
        staff_model = self.env["property.territory.staff"]
        roles = dict(staff_model._fields["role"]._description_selection(self.env))
        for territory in self:
            names = defaultdict(list)
            for staff in territory.working_staff_ids:
                names[staff.role].append(staff.user_id.name)
            territory.working_summary = " · ".join(
                f"{roles[role]}: {', '.join(dict.fromkeys(names[role]))}"
                for role in roles
                if role in names
            )

    @api.depends("name", "parent_path")
    def _compute_tree_name(self):
        for territory in self:
            depth = max((territory.parent_path or "").count("/") - 1, 0)
            territory.tree_name = "\u2003" * depth + (territory.name or "")

    def _compute_unit_count(self):
        counts = dict(
            self.env["property.unit"]._read_group(
                [("territory_id", "in", self.ids)], ["territory_id"], ["__count"]
            )
        )
        for territory in self:
            territory.unit_count = counts.get(territory, 0)

    @api.depends("parent_path")
    @api.depends_context("uid")
    def _compute_in_my_territory(self):
        territory_ids = self.env.user._get_territory_ids()
        for territory in self:
            territory.in_my_territory = (
                territory_ids is None or territory.id in territory_ids
            )

    def _search_in_my_territory(self, operator, value):
        if operator != "in":
            return NotImplemented
        territory_ids = self.env.user._get_territory_ids()
        if territory_ids is None:
            return fields.Domain.TRUE
        return fields.Domain("id", "in", sorted(territory_ids))

    @api.constrains("parent_id")
    def _check_no_cycle(self):
        if self._has_cycle():
            raise ValidationError(
                self.env._("A territory cannot be a part of one of its own parts.")
            )

    @api.constrains("parent_id", "site_id")
    def _check_parent_site(self):
        for territory in self:
            parent_site = territory.parent_id.site_id
            if parent_site and parent_site != territory.site_id:
                raise ValidationError(
                    self.env._(
                        "%(territory)s cannot be a part of a territory of another"
                        " site.",
                        territory=territory.display_name,
                    )
                )

    @api.constrains("site_id", "building_id", "unit_ids")
    def _check_places_of_site(self):
        for territory in self:
            sites = territory.building_id.site_id | territory.unit_ids.site_id
            if sites - territory.site_id:
                raise ValidationError(
                    self.env._(
                        "Building, listed units: %(territory)s covers only places of"
                        " %(site)s.",
                        territory=territory.display_name,
                        site=territory.site_id.display_name,
                    )
                )

    def write(self, vals):
        self._check_may_redraw(vals)
        result = super().write(vals)
        self._check_may_redraw(vals)
        return result

    def _check_may_redraw(self, vals):
        """Refuse to widen what one works in: a territory is drawn from around it."""
        mine = self.env.user._get_territory_ids()
        if self.env.su or mine is None or SCOPE.isdisjoint(vals):
            return
        for territory in self:
            # sudo: what is around one's own is not one's own to read
            if territory.sudo().parent_id.id not in mine:
                raise AccessError(
                    self.env._(
                        "%(territory)s: what it covers is changed by who draws the"
                        " territory around it.",
                        territory=territory.display_name,
                    )
                )

    def _get_scopes(self):
        """Return the territories as the pure matcher wants them."""
        return [
            Scope(
                key=territory.id,
                kind=territory.kind,
                building=territory.building_id.id or None,
                entrance=territory.entrance or "",
                floor_from=territory.floor_from,
                floor_to=territory.floor_to,
                units=frozenset(territory.unit_ids.ids),
            )
            for territory in self
        ]

    def action_view_units(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_unit_action"
        )
        action["domain"] = [("territory_id", "child_of", self.id)]
        return action
