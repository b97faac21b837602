from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain


class PropertyPortalRequestMixin(models.AbstractModel):
    """What residents ask for by a form of their portal, once however often it is sent.

    A model says by ``_prepare_portal_vals`` what it takes from the form.
    """

    _name = "property.portal.request.mixin"
    _description = "Asked for on the portal"

    is_from_portal = fields.Boolean(string="Made by the resident", readonly=True)
    request_token = fields.Char(
        readonly=True, copy=False, export_string_translation=False
    )

    @api.model
    def _get_portal_domain(self):
        """Return the domain of the user's own, for staff who live there too."""
        return Domain("partner_id", "=", self.env.user.partner_id.id)

    @api.model
    def _get_id_domain(self, record_id):
        return Domain("id", "=", record_id)

    @api.model
    def _get_portal_units(self):
        return self.env["property.unit"].search([("is_mine", "=", True)])

    @api.model
    def _get_portal_unit(self, text):
        """Return the chosen unit, if it is the user's own."""
        units = self._get_portal_units()
        chosen = units.filtered(lambda unit: str(unit.id) == str(text or ""))
        if not chosen and (text or len(units) != 1):
            raise AccessError(self.env._("Unit: choose one of yours."))
        return chosen or units

    @api.model
    def _find_own(self, record_id):
        """Return the user's own record as sudo, or nothing."""
        # sudo: residents have no right on the model; it is searched for their own
        return self.sudo().search(
            self._get_portal_domain() & self._get_id_domain(record_id)
        )

    @api.model
    def _portal_create(self, form):
        """Make what the resident asks for, once for each token of a form.

        :raise UserError: names the field that is missing or wrong
        """
        token = str(form.get("token") or "")[:64] or None
        if token:
            token = f"{self.env.uid}:{token}"
            # sudo: his own token, as it begins with his number
            known = self.sudo().search([("request_token", "=", token)], limit=1)
            if known:
                return known
        vals = self._prepare_portal_vals(form) | {
            "partner_id": self.env.user.partner_id.id,
            "is_from_portal": True,
            "request_token": token,
        }
        # sudo: residents create only here, for a unit of theirs and in their own name
        return self.sudo().create(vals)

    @api.model
    def _prepare_portal_vals(self, form):
        """Return the values that the form gives, or refuse it by a field's name."""
        raise NotImplementedError

    @api.model
    def _read_portal_text(self, form, name, size, required=None):
        """Return the text of a field; the sentence says what is missing without it."""
        text = str(form.get(name) or "").strip()[:size]
        if required and not text:
            raise UserError(required)
        return text or False

    @api.model
    def _read_portal_day(self, form, name, unit):
        """Return the day, not before the present one of the site."""
        label = self._fields[name]._description_string(self.env)
        try:
            day = fields.Date.to_date(str(form.get(name) or ""))
        except ValueError:
            day = None
        if not day:
            raise UserError(self.env._("%(field)s: choose a day.", field=label))
        if day < unit.site_id._get_today():
            raise UserError(self.env._("%(field)s: this day has passed.", field=label))
        return day
