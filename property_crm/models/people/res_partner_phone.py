import re

from odoo import api, models
from odoo.fields import Domain
from odoo.modules.db import FunctionStatus

from ...tools.phone_numbers import clean_phone

# The last four digits, as people tell them; with signs between only a whole number,
# since 1-202 is a unit.
PHONE_PART = re.compile(r"\+?\d{4,}")
PHONE = re.compile(r"\+?(?:[\s()./-]*\d){7,}")
# What a person is found by wherever one is chosen: ``_rec_names_search``, and the phone
# for those who do not see it whole.
CHOSEN_BY = ("complete_name", "email", "ref", "vat", "company_registry", "phone")


def index_of_parts(registry):
    """Return one index for a part of any of them; none where PostgreSQL cannot.

    One column without it, and the OR of all reads everybody.
    """
    if not registry.has_trigram or registry.has_unaccent == FunctionStatus.PRESENT:
        return ""
    parts = (f"{registry.unaccent(name)} gin_trgm_ops" for name in CHOSEN_BY)
    return f"USING gin ({', '.join(parts)})"


class ResPartner(models.Model):
    _inherit = "res.partner"

    _choice_idx = models.Index(index_of_parts)

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
