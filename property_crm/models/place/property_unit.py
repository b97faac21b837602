from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.float_utils import float_round

from ...tools.territory_match import Place, most_specific
from ...tools.unit_code import format_code


class PropertyUnit(models.Model):
    _name = "property.unit"
    _description = "Unit"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "property.territory.mixin",
    ]
    _order = "site_id, building_id, entrance, floor_index, room, id"
    _rec_names_search = ["name", "room"]

    name = fields.Char(
        string="Unit",
        compute="_compute_name",
        store=True,
        precompute=True,
        index="trigram",
        help="Code of the unit, written as the site prescribes.",
    )
    active = fields.Boolean(default=True, tracking=True)
    kind = fields.Selection(
        [
            ("dwelling", "Dwelling"),
            ("shop", "Shop"),
            ("office", "Office"),
            ("parking", "Parking space"),
            ("storage", "Storage"),
            ("other", "Other"),
        ],
        required=True,
        default="dwelling",
        tracking=True,
    )
    building_id = fields.Many2one(
        "property.building",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('site_id', '=?', site_id)]",
        tracking=True,
    )
    site_id = fields.Many2one(
        related="building_id.site_id",
        store=True,
        precompute=True,
        index=True,
        readonly=True,
    )
    company_id = fields.Many2one(
        related="building_id.company_id", store=True, precompute=True, index=True
    )
    entrance = fields.Char(
        tracking=True, help="Stairwell of the building. Empty where there is only one."
    )
    floor_label = fields.Char(
        string="Floor", help="As people write it: 1, 3A, G, B1.", tracking=True
    )
    floor_index = fields.Integer(
        string="Floor order",
        tracking=True,
        help="Position of the floor, counted from the ground: basements below 0. "
        "Sorts the floors and draws the building map.",
    )
    room = fields.Char(required=True, tracking=True)
    area_gross = fields.Float(
        string="Gross area",
        digits=(12, 2),
        tracking=True,
        help="Building area in m²: inner area plus apportioned common area.",
    )
    area_inner = fields.Float(string="Inner area", digits=(12, 2), help="In m².")
    area_shared = fields.Float(
        string="Apportioned area", digits=(12, 2), help="Share of common area in m²."
    )
    area_voting = fields.Float(
        string="Voting area",
        digits=(12, 2),
        compute="_compute_area_voting",
        store=True,
        precompute=True,
        readonly=False,
        help="Area counted in votes, in m².",
    )
    area_chargeable = fields.Float(
        string="Chargeable area",
        digits=(12, 2),
        compute="_compute_area_chargeable",
        store=True,
        precompute=True,
        readonly=False,
        help="Area that fees are charged on, in m².",
    )
    area_source = fields.Selection(
        [
            ("register", "Land register"),
            ("survey", "Land survey"),
            ("contract", "Sale contract"),
        ],
        tracking=True,
        help="Where the area comes from. The register counts first, then the survey.",
    )
    area_efficiency = fields.Float(
        string="Efficiency (%)",
        digits=(5, 2),
        compute="_compute_area_efficiency",
        help="Inner area as a share of the gross area.",
    )
    date_delivered = fields.Date(
        string="Delivered on",
        tracking=True,
        help="The day the buyer took over. Until then the developer is the owner.",
    )
    certificate_number = fields.Char(help="Number of the title certificate.")
    register_number = fields.Char(
        help="Official number of the real-estate unit (不动产单元号), 28 characters."
    )
    territory_id = fields.Many2one(
        compute="_compute_territory_id",
        store=True,
        precompute=True,
        ondelete="set null",
    )
    note = fields.Html(help="What staff should know before they come.")

    _place_uniq = models.UniqueIndex(
        "(building_id, COALESCE(entrance, ''), room, kind)",
        "The building already has a unit with this entrance, room and kind.",
    )
    _areas_not_negative = models.Constraint(
        "CHECK(area_gross >= 0 AND area_inner >= 0 AND area_shared >= 0"
        " AND area_voting >= 0 AND area_chargeable >= 0)",
        "An area cannot be negative.",
    )
    _register_number_length = models.Constraint(
        "CHECK(register_number IS NULL OR length(register_number) = 28)",
        "A real-estate unit number has 28 characters.",
    )
    _list_idx = models.Index(
        "(site_id, building_id, entrance, floor_index, room, id) WHERE active IS TRUE"
    )

    @api.depends(
        "site_id.code_pattern",
        "site_id.code",
        "building_id.code",
        "entrance",
        "floor_label",
        "room",
    )
    def _compute_name(self):
        for unit in self:
            unit.name = format_code(
                unit.site_id.code_pattern or "{room}",
                site=unit.site_id.code or "",
                building=unit.building_id.code or "",
                entrance=unit.entrance or "",
                floor=unit.floor_label or "",
                room=unit.room or "",
            )

    @api.depends("area_gross")
    def _compute_area_voting(self):
        for unit in self:
            unit.area_voting = unit.area_gross

    @api.depends("area_gross")
    def _compute_area_chargeable(self):
        for unit in self:
            unit.area_chargeable = unit.area_gross

    @api.depends("area_gross", "area_inner")
    def _compute_area_efficiency(self):
        for unit in self:
            share = unit.area_inner / unit.area_gross if unit.area_gross else 0.0
            unit.area_efficiency = float_round(100 * share, precision_digits=2)

    @api.depends(
        "building_id",
        "entrance",
        "floor_index",
        "site_id.territory_ids.active",
        "site_id.territory_ids.kind",
        "site_id.territory_ids.building_id",
        "site_id.territory_ids.entrance",
        "site_id.territory_ids.floor_from",
        "site_id.territory_ids.floor_to",
        "site_id.territory_ids.unit_ids",
    )
    def _compute_territory_id(self):
        for site, units in self.grouped("site_id").items():
            scopes = site.territory_ids.filtered("active")._get_scopes()
            for unit in units:
                unit.territory_id = most_specific(scopes, unit._get_place())

    def _get_place(self):
        """Return the unit as the territory matcher wants it."""
        return Place(
            unit=self._origin.id or None,
            building=self.building_id.id or None,
            entrance=self.entrance or "",
            floor=self.floor_index,
        )

    @api.model
    def get_import_templates(self):
        return [
            {
                "label": self.env._("Template for units"),
                "template": "/property_crm/static/xlsx/property_unit_import.xlsx",
            }
        ]

    def action_view_map(self):
        self.ensure_one()
        action = self.building_id.action_view_map()
        action["params"]["unit_id"] = self.id
        return action

    @api.model
    def _get_undelivered_domain(self):
        """Return the domain of units still with the developer today."""
        open_today = self.env["property.site"]._get_today_domain(
            lambda day: Domain("date_delivered", ">", day)
        )
        return Domain("site_id.developer_id", "!=", False) & (
            Domain("date_delivered", "=", False) | open_today
        )
