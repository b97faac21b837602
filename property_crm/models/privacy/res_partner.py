from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.mail.tools.discuss import Store

from ...fields import MaskedChar
from ...tools.masking import mask_email, mask_phone


class ResPartner(models.Model):
    _inherit = "res.partner"

    phone = MaskedChar(mask="phone")
    phone_sanitized = MaskedChar(mask="phone", index="btree_not_null")
    email = MaskedChar(mask="email")
    email_normalized = MaskedChar(mask="email", index="btree_not_null")
    email_formatted = MaskedChar(mask="email")
    vat = MaskedChar(mask="id_number")
    is_privacy_protected = fields.Boolean(
        string="Personal data protected",
        compute="_compute_is_privacy_protected",
        store=True,
        help="A customer who is a natural person, or a contact of one: phone number, "
        "e-mail and identity number are masked for those who need no more.",
    )
    is_masked_for_me = fields.Boolean(
        string="Masked for me",
        compute="_compute_is_masked_for_me",
        help="You see the personal data of this person masked.",
    )

    _phone_tail_idx = models.Index(
        r"(right(regexp_replace(phone, '\W', '', 'g'), 4))"
        " WHERE is_privacy_protected IS TRUE"
    )
    _vat_tail_idx = models.Index(
        r"(right(regexp_replace(vat, '\W', '', 'g'), 4))"
        " WHERE is_privacy_protected IS TRUE AND vat IS NOT NULL"
    )
    _vat_idx = models.Index(
        r"(upper(regexp_replace(vat, '\W', '', 'g')))"
        " WHERE is_privacy_protected IS TRUE AND vat IS NOT NULL"
    )

    @api.depends(
        "is_resident", "is_company", "parent_id.is_resident", "parent_id.is_company"
    )
    def _compute_is_privacy_protected(self):
        for partner in self:
            household = partner.parent_id
            partner.is_privacy_protected = not partner.is_company and (
                partner.is_resident
                or (household.is_resident and not household.is_company)
            )

    @api.depends("is_privacy_protected")
    @api.depends_context("uid")
    def _compute_is_masked_for_me(self):
        masked = self._filter_masked()
        for partner in self:
            partner.is_masked_for_me = partner in masked

    def _filter_masked(self):
        """Return the persons whose data the user sees masked."""
        if self.env.user._sees_personal_data():
            return self.browse()
        return self.filtered(lambda partner: partner._origin._is_masked_for_user())

    def _is_masked_for_user(self, export=False):
        """Whether this person's data are masked for a user without the right."""
        # sudo: the flag decides about the mask, whoever asks
        if not self.sudo().is_privacy_protected:
            return False
        if export:
            return True
        return self.id != self.env.user.partner_id.id and not self.env[
            "property.disclosure"
        ]._is_open(self.id)

    @api.model
    def _get_masked_field_names(self):
        return [
            name
            for name, field in self._fields.items()
            if isinstance(field, MaskedChar)
        ]

    @api.depends("is_privacy_protected")
    @api.depends_context("uid")
    def _compute_display_name(self):
        result = super()._compute_display_name()
        if self.env.context.get("show_email") or self.env.context.get("show_vat"):
            for partner in self._filter_masked():
                partner.display_name = partner._hide_in(partner.display_name)
        return result

    def _hide_in(self, text):
        """Return the text with this person's e-mail, phone and number masked."""
        for name in ("email", "email_normalized", "phone", "phone_sanitized", "vat"):
            value = self[name]
            if value and text:
                text = text.replace(value, self._fields[name].apply_mask(value))
        return text

    @api.model
    def _search_phone_mobile_search(self, operator, value):
        if self.env.user._sees_personal_data():
            return super()._search_phone_mobile_search(operator, value)
        return Domain("phone", operator, value)

    @api.onchange("phone", "country_id", "company_id")
    def _onchange_phone_validation(self):
        """Leave a number alone that the user does not see."""
        if self._filter_masked() and self.phone == self._origin.phone:
            return None
        return super()._onchange_phone_validation()

    def copy_data(self, default=None):
        """Copy no personal data that the user does not see."""
        vals_list = super().copy_data(default=default)
        masked = self._filter_masked()
        hidden = set(self._get_masked_field_names()) - set(default or {})
        for partner, vals in zip(self, vals_list, strict=True):
            if partner in masked:
                for name in hidden & vals.keys():
                    del vals[name]
        return vals_list

    def _build_vcard(self):
        vcard = super()._build_vcard()
        if vcard and self._filter_masked():
            for name, mask in (("email", mask_email), ("tel", mask_phone)):
                for line in vcard.contents.get(name) if name in vcard.contents else ():
                    line.value = mask(line.value)
        return vcard

    def _to_store_defaults(self, target):
        """Send no clear e-mail to somebody else's browser."""
        result = super()._to_store_defaults(target)
        if "email" in result and not target.is_current_user(self.env):
            result.remove("email")
            result.append(
                Store.Attr("email", lambda partner: partner._get_safe_email())
            )
        return result

    def _get_safe_email(self):
        # sudo: the flag decides about the mask, whoever asks
        protected = self.sudo().is_privacy_protected
        return mask_email(self.email) if protected else self.email

    def action_disclose(self):
        """Ask for the reason, then show this person's data."""
        self.ensure_one()
        return self.env["property.disclosure"]._get_ask_action(partner_id=self.id)
