from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.unit_generator import (
    Plan,
    check_plan,
    draw_plan,
    name_entrances,
    parse_list,
    parse_relabelled,
    plan_units,
)

MAX_DRAWN_ROOMS = 8
MAX_NAMED_CONFLICTS = 12


class PropertyUnitGenerate(models.TransientModel):
    _name = "property.unit.generate"
    _description = "Generate the units of a building"

    site_id = fields.Many2one(
        "property.site",
        compute="_compute_site_id",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
    )
    building_id = fields.Many2one(
        "property.building",
        domain="[('site_id', '=?', site_id)]",
        help="Empty: a new building is made.",
    )
    building_code = fields.Char(string="New building")
    entrance_count = fields.Integer(string="Entrances", default=1, required=True)
    entrance_names = fields.Char(
        compute="_compute_entrance_names",
        store=True,
        readonly=False,
        help="Names of the entrances with commas between. Empty: no entrances, as in"
        " a tower.",
    )
    floor_from = fields.Integer(
        default=1, required=True, help="1 is the first floor, -1 the first basement."
    )
    floor_to = fields.Integer(default=9, required=True)
    relabelled = fields.Char(
        string="Left-out floors",
        help="Labels the building does not use: 4, 13, 14. With another label:"
        " 4=3A, 13=12A.",
    )
    ground_label = fields.Char(
        string="Ground floor",
        help="Label of a floor between B1 and 1, such as G. Empty: there is none.",
    )
    units_per_floor = fields.Integer(default=4, required=True, help="In each entrance.")
    numbering = fields.Selection(
        [
            ("floor", "By floor: 0301, 0302"),
            ("running", "Through the building: 1, 2, 3"),
        ],
        required=True,
        default="floor",
    )
    floor_digits = fields.Selection(
        [("1", "301"), ("2", "0301")],
        string="Room number",
        required=True,
        default="2",
    )
    first_number = fields.Integer(default=1, required=True)
    kind = fields.Selection(
        selection=lambda self: self._get_unit_selection("kind"),
        required=True,
        default="dwelling",
    )
    area_gross = fields.Float(string="Gross area", digits=(12, 2), help="In m².")
    area_source = fields.Selection(
        selection=lambda self: self._get_unit_selection("area_source")
    )
    date_delivered = fields.Date(
        string="Delivered on", help="Where all were delivered on the same day."
    )
    problem = fields.Char(compute="_compute_preview")
    new_count = fields.Integer(string="New units", compute="_compute_preview")
    preview = fields.Html(compute="_compute_preview", sanitize=False)

    @api.model
    def _get_unit_selection(self, name):
        """Return the choices of the unit's field, in the user's language."""
        return self.env["property.unit"]._fields[name]._description_selection(self.env)

    @api.model
    def default_get(self, fields):
        """Propose the site of a user who has only one."""
        values = super().default_get(fields)
        if "site_id" in fields and "site_id" not in values:
            sites = self.env["property.site"].search([], limit=2)
            if len(sites) == 1 and not values.get("building_id"):
                values["site_id"] = sites.id
        return values

    @api.depends("building_id")
    def _compute_site_id(self):
        for wizard in self:
            wizard.site_id = wizard.building_id.site_id or wizard.site_id

    @api.depends("entrance_count")
    def _compute_entrance_names(self):
        for wizard in self:
            first = (parse_list(wizard.entrance_names) or ["1"])[0]
            count = min(max(wizard.entrance_count, 0), 50)
            names = name_entrances(count, first) if count > 1 else ()
            wizard.entrance_names = ", ".join(names)

    @api.depends(
        "building_id",
        "entrance_names",
        "floor_from",
        "floor_to",
        "relabelled",
        "ground_label",
        "units_per_floor",
        "numbering",
        "floor_digits",
        "first_number",
        "kind",
    )
    def _compute_preview(self):
        for wizard in self:
            problem = check_plan(wizard._get_plan())
            wizard.problem = wizard._explain_problem(problem)
            spots = [] if problem else plan_units(wizard._get_plan())
            taken = wizard._get_taken()
            free = wizard._filter_free(spots, taken)
            wizard.new_count = len(free)
            wizard.preview = wizard._render_preview(spots, taken) if spots else ""

    def _get_plan(self):
        return Plan(
            entrances=tuple(parse_list(self.entrance_names)) or ("",),
            floor_from=self.floor_from,
            floor_to=self.floor_to,
            units_per_floor=self.units_per_floor,
            relabelled=parse_relabelled(self.relabelled),
            ground_label=(self.ground_label or "").strip(),
            numbering=self.numbering or "floor",
            floor_digits=int(self.floor_digits or 2),
            first_number=self.first_number,
        )

    def _explain_problem(self, problem):
        return {
            "": False,
            "entrances": self.env._("Entrances: two have the same name."),
            "floors": self.env._(
                "Floors: the first lies above the last, or every floor is left out."
            ),
            "labels": self.env._("Left-out floors: two floors get the same label."),
            "units": self.env._("Units per floor: at least one is needed."),
            "too_many": self.env._(
                "These are more than 5,000 units. Generate them in parts."
            ),
        }[problem]

    def _get_taken(self):
        """Return the (entrance, room) that units of the kind already have."""
        # sudo: a unit of another territory, or an archived one, keeps its place too
        units_sudo = self.env["property.unit"].sudo().with_context(active_test=False)
        building = self.building_id._origin
        rows = units_sudo.search_fetch(
            [("building_id", "in", building.ids), ("kind", "=", self.kind)],
            ["entrance", "room"],
        )
        return {(unit.entrance or "", unit.room) for unit in rows}

    def _filter_free(self, spots, taken):
        return [spot for spot in spots if (spot.entrance, spot.room) not in taken]

    def _render_preview(self, spots, taken):
        conflicts = [
            "-".join(filter(None, (spot.entrance, spot.room)))
            for spot in spots
            if (spot.entrance, spot.room) in taken
        ]
        return self.env["ir.qweb"]._render(
            "property_crm.property_unit_generate_preview",
            {
                "entrances": [
                    self.env._("Entrance %(name)s", name=name) if name else ""
                    for name in dict.fromkeys(spot.entrance for spot in spots)
                ],
                "floors": draw_plan(spots, taken),
                "new_count": len(spots) - len(conflicts),
                "conflicts": conflicts[:MAX_NAMED_CONFLICTS],
                "more_conflicts": max(len(conflicts) - MAX_NAMED_CONFLICTS, 0),
                "max_rooms": MAX_DRAWN_ROOMS,
            },
        )

    def action_generate(self):
        """Make the missing units and show the building."""
        self.ensure_one()
        self._generate()
        return self.building_id.action_view_map()

    def action_generate_more(self):
        """Make the missing units and ask for the next ones of the building."""
        self.ensure_one()
        self._generate()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_unit_generate_action"
        )
        return action | {"context": {"default_building_id": self.building_id.id}}

    def _generate(self):
        """Create the units that do not exist yet, in one batch, and return them."""
        if self.problem:
            raise UserError(self.problem)
        self._ensure_building()
        spots = self._filter_free(plan_units(self._get_plan()), self._get_taken())
        if not spots:
            raise UserError(self.env._("All of these units exist already."))
        units = self.env["property.unit"].with_context(tracking_disable=True)
        return units.create([self._prepare_unit_vals(spot) for spot in spots])

    def _ensure_building(self):
        if self.building_id:
            return
        if not self.building_code:
            raise ValidationError(
                self.env._("Choose a building, or enter the number of a new one.")
            )
        self.building_id = self.env["property.building"].create(
            {"site_id": self.site_id.id, "code": self.building_code}
        )

    def _prepare_unit_vals(self, spot):
        return {
            "building_id": self.building_id.id,
            "entrance": spot.entrance or False,
            "floor_label": spot.floor_label,
            "floor_index": spot.floor_index,
            "room": spot.room,
            "kind": self.kind,
            "area_gross": self.area_gross,
            "area_source": self.area_source,
            "date_delivered": self.date_delivered,
        }

    @api.model
    def _generate_units(self, vals):
        """Generate at once what the values of a wizard ask for."""
        return self.create(vals)._generate()
