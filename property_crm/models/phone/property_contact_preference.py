from odoo import api, models

from ...fields import MaskedChar


class PropertyContactPreference(models.Model):
    """The other number of a person, in the form in which callers are looked up."""

    _inherit = "property.contact.preference"

    phone_sanitized = MaskedChar(
        string="Other number, international",
        mask="phone",
        subject="partner_id",
        compute="_compute_phone_sanitized",
        store=True,
        index="btree_not_null",
    )

    @api.depends("phone", "partner_id.country_id")
    def _compute_phone_sanitized(self):
        countries = self.partner_id._phone_get_country()
        for wish in self:
            # without a number _phone_format would look for one on the empty record
            nobody = wish.partner_id.browse()
            wish.phone_sanitized = wish.phone and nobody._phone_format(
                number=wish.phone, country=countries.get(wish.partner_id.id)
            )
