from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.share import first_overload
from ..territory.property_dated_mixin import STAFF_GROUPS

SUMMARY_NAMES = 3


class PropertyUnit(models.Model):
    _inherit = "property.unit"

    ownership_ids = fields.One2many("property.ownership", "unit_id", string="Owners")
    occupancy_ids = fields.One2many("property.occupancy", "unit_id", string="Occupants")
    legal_owner_ids = fields.Many2many(
        "res.partner",
        string="Legal owners",
        compute="_compute_legal_owner_ids",
        help="The owners of today; the developer until the unit is delivered.",
    )
    resident_ids = fields.Many2many(
        "res.partner",
        string="People",
        compute="_compute_resident_ids",
        search="_search_resident_ids",
        help="Owners and occupants of today.",
    )
    resident_summary = fields.Char(
        string="Who lives here", compute="_compute_resident_summary"
    )
    is_reachable = fields.Boolean(
        string="Reachable",
        compute="_compute_is_reachable",
        search="_search_is_reachable",
        help="An owner or occupant of today has a valid phone number or an e-mail.",
    )
    is_mine = fields.Boolean(
        compute="_compute_is_mine",
        search="_search_is_mine",
        export_string_translation=False,
        help="The user owns or occupies the unit today.",
    )
    note = fields.Html(groups=STAFF_GROUPS)
    sale_state = fields.Selection(
        [
            ("unsold", "Unsold"),
            ("undelivered", "Sold, not delivered"),
            ("delivered", "Delivered"),
        ],
        string="Sale",
        compute="_compute_sale_state",
        store=True,
        index=True,
    )
    steward_id = fields.Many2one(
        "res.users",
        string="House steward",
        compute="_compute_steward_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        tracking=True,
        domain=[("share", "=", False)],
        help="Taken from the territory's staff until another is named here.",
    )

    @api.depends(
        "ownership_ids.date_from",
        "ownership_ids.date_to",
        "date_delivered",
        "site_id.developer_id",
    )
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_legal_owner_ids(self):
        owners = self._get_legal_owners()
        visible = self.env["res.partner"].union(*owners.values())
        visible = visible._filtered_access("read")
        for unit in self:
            unit.legal_owner_ids = owners[unit] & visible

    def _get_legal_owners(self, day=None):
        """Return ``{unit: partners}``: who is the owner in law on a day.

        Until a unit is delivered that is the developer, also when it is sold.
        """
        return {
            unit: unit.ownership_ids._on_date(day).partner_id
            if unit._is_delivered_on(day)
            else unit.site_id.developer_id
            or unit.ownership_ids._on_date(day).partner_id
            for unit in self
        }

    def _is_delivered_on(self, day=None):
        """Without a developer nobody is left to deliver: an owner has the unit."""
        day = day or self.site_id._get_today()
        if self.date_delivered:
            return self.date_delivered <= day
        return not self.site_id.developer_id

    @api.depends(
        "date_delivered",
        "site_id.developer_id",
        "ownership_ids.date_from",
    )
    def _compute_sale_state(self):
        for unit in self:
            today = unit.site_id._get_today()
            is_sold = unit.ownership_ids.filtered(
                lambda owner, today=today: (
                    not owner.date_from or owner.date_from <= today
                )
            )
            if not is_sold:
                unit.sale_state = "unsold"
            elif unit._is_delivered_on(today):
                unit.sale_state = "delivered"
            else:
                unit.sale_state = "undelivered"

    @api.depends("ownership_ids.is_current", "occupancy_ids.is_current")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_resident_ids(self):
        # the cached lines do not tell whose rights filled them
        owned = self.ownership_ids._filtered_access("read")._on_date()
        occupied = self.occupancy_ids._filtered_access("read")._on_date()
        visible = (owned.partner_id | occupied.partner_id)._filtered_access("read")
        for unit in self:
            unit.resident_ids = visible & (
                (unit.ownership_ids & owned).partner_id
                | (unit.occupancy_ids & occupied).partner_id
            )

    def _search_resident_ids(self, operator, value):
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        people = Domain("partner_id", operator, value)
        current = self.env["property.ownership"]._get_today_domain() & people
        return Domain("ownership_ids", "any", current) | Domain(
            "occupancy_ids", "any", current
        )

    @api.depends("resident_ids.name", "occupancy_ids.role", "occupancy_ids.is_main")
    @api.depends_context("uid", "allowed_company_ids", "lang")
    def _compute_resident_summary(self):
        for unit in self:
            unit.resident_summary = ", ".join(unit._get_summary_parts())

    def _get_summary_parts(self):
        """Return a few words on each of the first people of the unit."""
        roles = defaultdict(list)
        visible = self.resident_ids
        stays = self.occupancy_ids.filtered(lambda stay: stay.partner_id in visible)
        owners = self.ownership_ids.filtered(lambda owner: owner.partner_id in visible)
        for stay in sorted(stays._on_date(), key=lambda s: not s.is_main):
            roles[stay.partner_id].append(stay._describe_role())
        for owner in owners._on_date():
            if owner.partner_id not in roles:
                roles[owner.partner_id].append(self.env._("Owner"))
        parts = [
            f"{partner.name} ({'/'.join(words)})" for partner, words in roles.items()
        ]
        if len(parts) <= SUMMARY_NAMES:
            return parts
        return [*parts[:SUMMARY_NAMES], f"+{len(parts) - SUMMARY_NAMES}"]

    @api.depends("resident_ids.is_reachable")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_is_reachable(self):
        for unit in self:
            unit.is_reachable = any(unit.resident_ids.mapped("is_reachable"))

    def _search_is_reachable(self, operator, value):
        if operator != "in":
            return NotImplemented
        people = Domain("partner_id", "any!", Domain("is_reachable", "=", True))
        reachable = self.env["property.ownership"]._get_today_domain() & people
        return Domain("ownership_ids", "any!", reachable) | Domain(
            "occupancy_ids", "any!", reachable
        )

    @api.depends_context("uid")
    def _compute_is_mine(self):
        mine = self._get_unit_ids_of(self.env.user.partner_id)
        for unit in self:
            unit.is_mine = unit.id in mine

    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain(
            "id", "in", sorted(self._get_unit_ids_of(self.env.user.partner_id))
        )

    @api.model
    def _get_unit_ids_of(self, partner):
        """Return the ids of the units that the person owns or occupies today.

        Today is that of the site: rights begin and end at its midnight, wherever
        the person is.
        """
        ids = set()
        for name in ("property.ownership", "property.occupancy"):
            # sudo: the answer decides what the person may see
            tenures_sudo = self.env[name].sudo()
            found = tenures_sudo.search_fetch(
                tenures_sudo._get_near_domain() & Domain("partner_id", "=", partner.id),
                ["unit_id", "site_id", "date_from", "date_to"],
            )
            ids.update(found._on_site_date().unit_id.ids)
        return ids

    @api.depends("territory_id")
    def _compute_steward_id(self):
        stewards = self.territory_id._get_stewards()
        for unit in self:
            unit.steward_id = stewards.get(unit.territory_id)

    @api.onchange("ownership_ids")
    def _onchange_ownership_ids(self):
        """Say at once what saving would refuse."""
        if excess := first_overload(self.ownership_ids._get_holdings()):
            return {
                "warning": {
                    "title": self.env._("More than the whole"),
                    "message": self.env._(
                        "The shares add up to %(total)s from %(day)s. Joint owners need"
                        " something left for them.",
                        total=excess[1],
                        day=excess[0],
                    ),
                }
            }
        return None

    @api.model
    def _refresh_sale_state(self, first, last):
        """Bring up to date what a sale or delivery on one of the days has changed."""

        def on_the_days(name):
            return Domain(name, ">=", first) & Domain(name, "<=", last)

        units = self.with_context(active_test=False).search(
            on_the_days("date_delivered")
            | Domain("ownership_ids", "any", on_the_days("date_from"))
        )
        self.env.add_to_compute(self._fields["sale_state"], units)
