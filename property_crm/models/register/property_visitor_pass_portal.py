from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

MAX_OPEN = 20


class PropertyVisitorPass(models.Model):
    """What residents do with the passes of their visitors."""

    _inherit = "property.visitor.pass"

    @api.model
    def _get_portal_passes(self, limit=30):
        """Return what the page shows, the newest first, one dictionary a pass."""
        return self.search(self._get_portal_domain(), limit=limit)._show_on_portal()

    def _show_on_portal(self):
        states = dict(self._fields["state"]._description_selection(self.env))
        # sudo: the name of his own unit, and the clock of its site
        return [
            {
                "id": line.id,
                "name": line.name,
                "code": line.code,
                "code_text": line.code_text,
                "unit": line.unit_id.name,
                "from": line._to_site_time(line.valid_from),
                "until": line._to_site_time(line.valid_until),
                "state": line.state,
                "state_text": states[line.state],
            }
            # sudo: the host's own, found before; he has no rights to them
            for line in self.sudo()
        ]

    @api.model
    def _prepare_portal_vals(self, form):
        unit = self._get_portal_unit(form.get("unit_id"))
        name = str(form.get("name") or "").strip()[:80]
        if not name:
            raise UserError(self.env._("Visitor: whom do you expect?"))
        expected = self._get_portal_domain() & Domain("state", "=", "expected")
        if self.search_count(expected) >= MAX_OPEN:
            raise UserError(
                self.env._("Visitor: withdraw a pass first; many are open already.")
            )
        vals = {
            "unit_id": unit.id,
            "partner_id": self.env.user.partner_id.id,
            "name": name,
            "plate": str(form.get("plate") or "").strip()[:20] or False,
            "is_from_portal": True,
            "valid_from": self._read_portal_time(form, "valid_from", unit),
            "valid_until": self._read_portal_time(form, "valid_until", unit),
        }
        purposes = dict(self._fields["purpose"].selection)
        if form.get("purpose") in purposes:
            vals["purpose"] = form["purpose"]
        self._check_portal_window(vals)
        return vals

    @api.model
    def _read_portal_time(self, form, name, unit):
        """Return in UTC what the resident means by the clock of the site."""
        label = self._fields[name]._description_string(self.env)
        try:
            local = datetime.fromisoformat(str(form.get(name) or ""))
        except ValueError:
            raise UserError(
                self.env._("%(field)s: day and time are missing.", field=label)
            ) from None
        # sudo: the clock of his own site
        zone = ZoneInfo(unit.sudo().site_id.tz or "UTC")
        aware = local.replace(tzinfo=zone)
        return aware.astimezone(UTC).replace(tzinfo=None, second=0, microsecond=0)

    @api.model
    def _check_portal_window(self, vals):
        length = vals["valid_until"] - vals["valid_from"]
        if length.total_seconds() <= 0 or length.days > 7:
            raise UserError(
                self.env._("Valid until: after the visitor comes, within seven days.")
            )
        if vals["valid_until"] < fields.Datetime.now():
            raise UserError(self.env._("Valid until: this time has passed."))

    def _portal_cancel(self):
        """Withdraw the user's own pass, twice if he clicks twice."""
        self.check_access("read")
        mine = self.filtered_domain(self._get_portal_domain())
        if not mine:
            raise AccessError(self.env._("This pass is not yours."))
        mine.sudo().action_cancel()  # sudo: his own pass, checked above
