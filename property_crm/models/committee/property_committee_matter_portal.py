from psycopg2.errors import UniqueViolation

from odoo import api, models
from odoo.exceptions import ConcurrencyError, UserError

MAX_TEXT = 5000


class PropertyCommitteeMatter(models.Model):
    """What an owner puts to the committee on his page. He has no rights to records."""

    _inherit = "property.committee.matter"

    @api.model
    def _portal_search(self, partner):
        """Return the person's own matters as sudo, the newest first."""
        # sudo: his own, of which he is shown text and answer
        return self.sudo().search([("partner_id", "=", partner.id)], order="id desc")

    @api.model
    def _portal_raise(self, form, partner):
        """Put the posted form to the committee, once whatever is sent twice."""
        key = (form.get("token") or "").strip()[:64] or None
        # sudo: an owner has no rights to the records; his committees are checked
        matters_sudo = self.sudo()
        if key:
            same_sudo = matters_sudo._portal_find_sent(key, partner)
            if same_sudo:
                return same_sudo
        name = (form.get("name") or "").strip()[:120]
        text = (form.get("text") or "").strip()[:MAX_TEXT]
        if not name or not text:
            raise UserError(self.env._("Please write a title and a few words."))
        terms = self.env["property.committee.term"]._portal_get_terms(partner)
        wanted = terms.filtered(lambda term: str(term.id) == form.get("term"))
        if not terms:
            raise UserError(self.env._("Your site has no committee in office yet."))
        return matters_sudo._portal_create(
            {
                "name": name,
                "description": text,
                "partner_id": partner.id,
                "direction": "to_committee",
                "term_id": (wanted or terms)[0].id,
                "form_key": key,
            },
            partner,
        )

    @api.model
    def _portal_find_sent(self, key, partner):
        return self.search([("partner_id", "=", partner.id), ("form_key", "=", key)])

    @api.model
    def _portal_create(self, values, partner):
        """Create it, or return the one that another click has created meanwhile."""
        matters = self.with_context(mail_create_nosubscribe=True)
        try:
            with self.env.cr.savepoint():
                return matters.create(values)
        except UniqueViolation as error:
            if not (error.diag.constraint_name or "").endswith("form_key_uniq"):
                raise
            same = self._portal_find_sent(values["form_key"], partner)
            if not same:
                # ours does not see it yet: Odoo takes the request again, and finds it
                raise ConcurrencyError(values["form_key"]) from error
            return same
