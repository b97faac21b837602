import re

from odoo import api, models
from odoo.fields import Domain

from ...tools.phone_numbers import clean_phone

# The last four digits, as people tell them; with signs between only a whole number,
# since 1-202 is a unit.
PHONE_PART = re.compile(r"\+?\d{4,}")
PHONE = re.compile(r"\+?(?:[\s()./-]*\d){7,}")


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model
    def _search_display_name(self, operator, value):
        """Find people by a part of their phone number, wherever one is chosen."""
        domain = super()._search_display_name(operator, value)
        if operator != "ilike" or not isinstance(value, str):
            return domain
        number = clean_phone(value).strip()
        if PHONE_PART.fullmatch(number) or PHONE.fullmatch(number):
            return domain | Domain("phone_mobile_search", "ilike", number)
        return domain
