from odoo import api, models
from odoo.exceptions import UserError

from .property_suggestion import MAX_TEXT


class PropertySuggestion(models.Model):
    """The box on the residents' page. They have no rights to the records themselves."""

    _inherit = "property.suggestion"

    @api.model
    def _portal_get_units(self, partner):
        """Return the units that the person holds today as sudo."""
        ids = self.env["property.unit"]._get_unit_ids_of(partner)
        # sudo: names of his own units
        return self.env["property.unit"].sudo().browse(sorted(ids))

    @api.model
    def _portal_suggest(self, form, partner):
        """Put the posted form into the box, once whatever is sent twice."""
        key = (form.get("token") or "").strip()[:64] or None
        # sudo: a resident has no rights to the records; his own units are checked
        suggestions_sudo = self.sudo()
        if key:
            same_sudo = suggestions_sudo.search(
                [("partner_id", "=", partner.id), ("form_key", "=", key)]
            )
            if same_sudo:
                return same_sudo
        name = (form.get("name") or "").strip()[:120]
        text = (form.get("text") or "").strip()[:MAX_TEXT]
        if not name or not text:
            raise UserError(self.env._("Please write a title and a few words."))
        units = self._portal_get_units(partner)
        wanted = units.filtered(lambda unit: str(unit.id) == form.get("unit"))
        if not units:
            raise UserError(self.env._("No unit is known in your name yet."))
        return suggestions_sudo.with_context(mail_create_nosubscribe=True).create(
            {
                "name": name,
                "text": text,
                "partner_id": partner.id,
                "unit_id": (wanted or units[0]).id,
                "form_key": key,
            }
        )

    @api.model
    def _portal_search(self, partner):
        """Return the person's own suggestions as sudo."""
        # sudo: his own, of which he is shown text and answer
        return self.sudo().search([("partner_id", "=", partner.id)], order="id desc")

    @api.model
    def _portal_search_public(self, partner, limit=30):
        """Return what others have suggested on his sites: never who it was."""
        sites = self._portal_get_units(partner).site_id
        # sudo: published by the staff, and only these texts
        found_sudo = self.sudo().search(
            [
                ("site_id", "in", sites.ids),
                ("is_public", "=", True),
                ("partner_id", "!=", partner.id),
            ],
            order="id desc",
            limit=limit,
        )
        states = dict(self._fields["state"]._description_selection(self.env))
        return [
            {
                "name": one.name,
                "text": one.text,
                "answer": one.answer if one._is_closed() else "",
                "state": states[one.state],
            }
            for one in found_sudo
        ]
