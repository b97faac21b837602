from odoo import api, fields, models
from odoo.exceptions import ValidationError


class PropertyReservation(models.Model):
    """What other programs call."""

    _inherit = "property.reservation"

    @api.model
    def api_reserve(
        self, unit, key, lead=None, partner=None, deposit=0, expires_at=None
    ):
        """Reserve a unit; with the same key again it answers with the same one.

        :param int unit: id of the unit
        :param str key: the caller's own name for the reservation
        :param int lead: id of the prospect, if there is one
        :param int partner: id of the customer, if there is one
        :param float deposit: in the currency of the unit's company
        :param str expires_at: ISO 8601, UTC; by default a week from now
        :return: ``{"id", "unit", "state", "expires_at", "status"}``, where ``status``
            is ``created`` or ``unchanged``, and ``expires_at`` ISO 8601 in UTC
        :rtype: dict
        :raise ValidationError: names the parameter; of a reserved unit says until when
        :raise AccessError: the unit, prospect or customer is not the user's to see
        """
        if not isinstance(key, str) or not key.strip():
            raise ValidationError(self.env._("key: a text is expected."))
        key = f"{self.env.uid}:{key.strip()}"
        known = self.search([("request_key", "=", key)])
        if known:
            return known._prepare_answer("unchanged")
        vals = {
            "unit_id": self._parse_id("unit", unit, "property.unit"),
            "request_key": key,
            "deposit_amount": self._parse_deposit(deposit),
        }
        if lead:
            vals["lead_id"] = self._parse_id("lead", lead, "crm.lead")
        if partner:
            vals["partner_id"] = self._parse_id("partner", partner, "res.partner")
        if expires_at:
            vals["expires_at"] = self._parse_moment(expires_at)
        return self.create(vals)._prepare_answer("created")

    def _prepare_answer(self, status):
        return {
            "id": self.id,
            "unit": self.unit_id.id,
            "state": self.state,
            "expires_at": self.expires_at.isoformat() + "Z",
            "status": status,
        }

    @api.model
    def _parse_id(self, name, value, model):
        if isinstance(value, bool) or not isinstance(value, int):
            raise ValidationError(
                self.env._("%(name)s: the id of a record is expected.", name=name)
            )
        record = self.env[model].browse(value).exists()
        if not record:
            raise ValidationError(
                self.env._("%(name)s: there is no such record.", name=name)
            )
        record.check_access("read")
        return record.id

    @api.model
    def _parse_deposit(self, value):
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise ValidationError(self.env._("deposit: a number is expected."))
        return value

    @api.model
    def _parse_moment(self, text):
        try:
            return fields.Datetime.to_datetime(text.replace("T", " ").rstrip("Z"))
        except (AttributeError, ValueError) as error:
            raise ValidationError(
                self.env._("expires_at: a time such as 2026-03-02T08:00:00Z is needed.")
            ) from error
