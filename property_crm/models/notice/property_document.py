from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.base.models.res_partner import _lang_get


class PropertyDocument(models.Model):
    """What residents look up: the user manual, house rules, plans, forms."""

    _name = "property.document"
    _inherit = ["mail.thread", "property.building.mixin"]
    _description = "Document for residents"
    _order = "site_id, category, name, lang, id"

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True, tracking=True)
    category = fields.Selection(
        [
            ("manual", "User manual"),
            ("rules", "House rules"),
            ("contract", "Contracts and prices"),
            ("form", "Forms"),
            ("plan", "Plans"),
            ("minutes", "Minutes and accounts"),
            ("other", "Other"),
        ],
        required=True,
        default="manual",
        index=True,
    )
    unit_id = fields.Many2one(
        "property.unit",
        domain="[('site_id', '=', site_id), ('building_id', '=?', building_id)]",
        ondelete="restrict",
        help="Empty: all units. A document of one unit is seen by its people only.",
    )
    audience = fields.Selection(
        [
            ("residents", "Owners and occupants"),
            ("owners", "Owners only"),
            ("occupants", "Occupants only"),
            ("staff", "Staff only"),
        ],
        string="For whom",
        required=True,
        default="residents",
        tracking=True,
    )
    lang = fields.Selection(
        _lang_get, string="Language", help="Empty: it needs no language, or has all."
    )
    version = fields.Char(default="1", tracking=True)
    valid_from = fields.Date(default=fields.Date.context_today)
    file = fields.Binary(attachment=True, required=True)
    file_name = fields.Char()
    note = fields.Char(help="A line that residents read below the title.")

    @api.model
    def _get_place_fields(self):
        return [*super()._get_place_fields(), "unit_id"]

    def write(self, vals):
        """A new file is a new version, unless its author names another."""
        if "file" in vals and "version" not in vals:
            for document in self:
                super(PropertyDocument, document).write(
                    vals | {"version": document._get_next_version()}
                )
            return True
        return super().write(vals)

    def _get_next_version(self):
        version = self.version or ""
        return str(int(version) + 1) if version.isdecimal() else version

    # The residents' shelf. They have no rights to the records themselves.

    @api.model
    def _get_portal_domain(self, partner):
        """Return the domain of what the person may read as owner or occupant today."""
        owned = self._get_held_units("property.ownership", partner)
        occupied = self._get_held_units("property.occupancy", partner)
        return (
            self._get_shelf_domain(owned | occupied, ["residents"])
            | self._get_shelf_domain(owned, ["owners"])
            | self._get_shelf_domain(occupied, ["occupants"])
        )

    @api.model
    def _get_held_units(self, model, partner):
        # sudo: what the person holds decides what he may read
        tenures_sudo = self.env[model].sudo()
        found = tenures_sudo.search_fetch(
            tenures_sudo._get_today_domain() & Domain("partner_id", "=", partner.id),
            ["unit_id"],
        )
        return found.unit_id

    @api.model
    def _get_shelf_domain(self, units, audiences):
        return (
            Domain("audience", "in", audiences)
            & Domain("site_id", "in", units.site_id.ids)
            & Domain("building_id", "in", [False, *units.building_id.ids])
            & Domain("unit_id", "in", [False, *units.ids])
        )

    @api.model
    def _portal_search(self, partner):
        """Return the person's documents as sudo, those he can read best first."""
        # sudo: only what is for this person
        found_sudo = self.sudo().search(self._get_portal_domain(partner))
        lang = self.env.lang or ""
        return found_sudo.sorted(
            lambda document: (document.lang not in (False, lang), document.category)
        )

    @api.model
    def _portal_count(self, partner):
        # sudo: only a number, of what is for this person
        return self.sudo().search_count(self._get_portal_domain(partner))

    @api.model
    def _portal_find(self, document_id, partner):
        """Return the document as sudo, if it is for the person."""
        domain = self._get_portal_domain(partner) & Domain("id", "=", document_id)
        return self.sudo().search(domain)  # sudo: only what is for this person
