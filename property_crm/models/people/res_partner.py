from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.duplicate import name_key
from ...tools.phone_numbers import clean_phone
from ..territory.property_dated_mixin import STAFF_GROUPS
from .property_occupancy import FAMILY_VISITOR_ROLES, OWNER_ROLES, TENANT_ROLES


class ResPartner(models.Model):
    """What ties a person to units, and what is computed from it.

    The four customer groups are never typed: they follow from who owns, occupies or
    works where today, as far as the reader may see it.
    """

    _inherit = "res.partner"

    ownership_ids = fields.One2many(
        "property.ownership", "partner_id", string="Owned units", groups=STAFF_GROUPS
    )
    occupancy_ids = fields.One2many(
        "property.occupancy", "partner_id", string="Occupied units", groups=STAFF_GROUPS
    )
    subcontract_ids = fields.One2many(
        "property.subcontract", "partner_id", string="Subcontracts", groups=STAFF_GROUPS
    )
    contact_preference_ids = fields.One2many(
        "property.contact.preference",
        "partner_id",
        string="Contact preferences",
        groups=STAFF_GROUPS,
    )
    is_owner = fields.Boolean(
        string="Owner",
        compute="_compute_customer_groups",
        search="_search_is_owner",
        groups=STAFF_GROUPS,
    )
    is_tenant = fields.Boolean(
        string="Tenant",
        compute="_compute_customer_groups",
        search="_search_is_tenant",
        groups=STAFF_GROUPS,
    )
    is_family_visitor = fields.Boolean(
        string="Family or visitor",
        compute="_compute_customer_groups",
        search="_search_is_family_visitor",
        groups=STAFF_GROUPS,
    )
    is_subcontractor = fields.Boolean(
        string="Subcontractor",
        compute="_compute_customer_groups",
        search="_search_is_subcontractor",
        groups=STAFF_GROUPS,
    )
    customer_groups = fields.Char(
        string="Customer group", compute="_compute_customer_groups", groups=STAFF_GROUPS
    )
    is_resident = fields.Boolean(
        string="Has or had a unit",
        compute="_compute_is_resident",
        store=True,
        index=True,
        help="Owns or occupies a unit, or did so once.",
    )
    is_reachable = fields.Boolean(
        string="Reachable",
        compute="_compute_is_reachable",
        store=True,
        help="A valid phone number or an e-mail address is known.",
    )
    name_key = fields.Char(
        compute="_compute_name_key",
        store=True,
        index="btree_not_null",
        export_string_translation=False,
        help="The name without case, width, accents, titles and order of words.",
    )
    unit_ids = fields.Many2many(
        "property.unit",
        string="Units",
        compute="_compute_customer_groups",
        search="_search_unit_ids",
        groups=STAFF_GROUPS,
        help="Units owned or occupied today.",
    )
    unit_count = fields.Integer(compute="_compute_customer_groups", groups=STAFF_GROUPS)
    access_permission = fields.Selection(
        [
            ("ask", "Ask each time"),
            ("key", "May enter with the key"),
            ("present", "Only when somebody is at home"),
        ],
        string="Permission to enter",
        help="What staff may do when nobody answers.",
    )
    pets = fields.Char(help="What staff meet at the door: dog, two cats.")

    @api.depends(
        "ownership_ids.is_current",
        "ownership_ids.unit_id",
        "occupancy_ids.is_current",
        "occupancy_ids.role",
        "occupancy_ids.unit_id",
        "subcontract_ids.is_current",
    )
    @api.depends_context("lang", "uid", "allowed_company_ids")
    def _compute_customer_groups(self):
        """Groups and units of today, which come from the same lines."""
        owned = self._get_lines_of_today("ownership_ids")
        occupied = self._get_lines_of_today("occupancy_ids")
        contracts = self._get_lines_of_today("subcontract_ids")
        for partner in self:
            roles = set(occupied[partner].mapped("role"))
            partner.is_owner = bool(owned[partner]) or not roles.isdisjoint(OWNER_ROLES)
            partner.is_tenant = not roles.isdisjoint(TENANT_ROLES)
            partner.is_family_visitor = not roles.isdisjoint(FAMILY_VISITOR_ROLES)
            partner.is_subcontractor = bool(contracts[partner])
            partner.customer_groups = ", ".join(
                self._fields[name]._description_string(self.env)
                for name in self._get_customer_group_fields()
                if partner[name]
            )
        self._set_units(owned, occupied)

    def _get_lines_of_today(self, name):
        """Return ``{partner: lines of today that the user may see}`` of a one2many."""
        lines = self.env[self._fields[name].comodel_name]
        today = lines._get_today_domain()
        found = self._search_lines(name, today)
        return {
            partner: found.get(partner, lines)
            if partner.id
            else partner[name]._on_date()
            for partner in self
        }

    def _search_lines(self, name, domain=Domain.TRUE):
        """Return ``{partner: lines}`` of those that have lines the user may see.

        Asked of the database: a cached one2many does not tell whose rights filled it.
        """
        lines = self.env[self._fields[name].comodel_name]
        saved = [partner_id for partner_id in self._ids if partner_id]
        if not saved:
            return {}
        names = ["partner_id", *({"unit_id", "site_id", "role"} & lines._fields.keys())]
        domain &= Domain("partner_id", "in", saved)
        return lines.search_fetch(domain, names).grouped("partner_id")

    @api.model
    def _get_customer_group_fields(self):
        return ["is_owner", "is_tenant", "is_family_visitor", "is_subcontractor"]

    def _search_is_owner(self, operator, value):
        if operator != "in":
            return NotImplemented
        roles = Domain("role", "in", OWNER_ROLES)
        return self._search_today(operator, "ownership_ids") | self._search_today(
            operator, "occupancy_ids", roles
        )

    def _search_is_tenant(self, operator, value):
        roles = Domain("role", "in", TENANT_ROLES)
        return self._search_today(operator, "occupancy_ids", roles)

    def _search_is_family_visitor(self, operator, value):
        roles = Domain("role", "in", FAMILY_VISITOR_ROLES)
        return self._search_today(operator, "occupancy_ids", roles)

    def _search_is_subcontractor(self, operator, value):
        return self._search_today(operator, "subcontract_ids")

    @api.model
    def _search_today(self, operator, name, domain=Domain.TRUE):
        """Return the domain of the partners with such a record today."""
        if operator != "in":
            return NotImplemented
        current = self.env[self._fields[name].comodel_name]._get_today_domain()
        return Domain(name, "any", current & domain)

    @api.depends("ownership_ids.partner_id", "occupancy_ids.partner_id")
    def _compute_is_resident(self):
        owned = self._search_lines("ownership_ids")
        occupied = self._search_lines("occupancy_ids")
        for partner in self:
            partner.is_resident = bool(
                partner in owned
                or partner in occupied
                or not partner.id
                and (partner.ownership_ids or partner.occupancy_ids)
            )

    @api.depends("phone_sanitized", "email_normalized")
    def _compute_is_reachable(self):
        for partner in self:
            partner.is_reachable = bool(
                partner.phone_sanitized or partner.email_normalized
            )

    @api.depends("name")
    def _compute_name_key(self):
        for partner in self:
            partner.name_key = name_key(partner.name)

    def _set_units(self, owned, occupied):
        """Set the units of today that the user may see."""
        units_by_partner = {
            partner: owned[partner].unit_id | occupied[partner].unit_id
            for partner in self
        }
        visible = self.env["property.unit"].union(*units_by_partner.values())
        visible = visible._filtered_access("read")
        for partner in self:
            units = visible & units_by_partner[partner]
            partner.unit_ids = units
            partner.unit_count = len(units)

    def _search_unit_ids(self, operator, value):
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        unit = Domain("unit_id", operator, value)
        return Domain.OR(
            self._search_today("in", name, unit)
            for name in ("ownership_ids", "occupancy_ids")
        )

    # Phone numbers

    def _phone_get_country(self):
        """Fall back on the country of the person's site."""
        countries = super()._phone_get_country()
        for partner in self:
            if partner.id in countries:
                continue
            # sudo: a national number is read as in the country of the site
            partner_sudo = partner.sudo()
            sites_sudo = (
                partner_sudo.ownership_ids.site_id | partner_sudo.occupancy_ids.site_id
            )
            if country := sites_sudo.country_id[:1]:
                countries[partner.id] = country
        return countries

    def _phone_get_sanitize_triggers(self):
        return [
            *super()._phone_get_sanitize_triggers(),
            "ownership_ids.site_id.country_id",
            "occupancy_ids.site_id.country_id",
        ]

    def _phone_format_number(
        self, number, country, force_format="E164", raise_exception=False
    ):
        """Read numbers as people here write them: wide digits, extensions, labels."""
        return super()._phone_format_number(
            clean_phone(number), country, force_format, raise_exception
        )

    def action_view_property_units(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_unit_action"
        )
        action["domain"] = [("id", "in", self.unit_ids.ids)]
        action["context"] = {}
        if self.unit_count == 1:
            action["views"] = [(False, "form")]
            action["res_id"] = self.unit_ids.id
        return action
