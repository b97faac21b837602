from odoo import models
from odoo.tools import SQL

from odoo.addons.property_crm.fields import MaskedChar


class ProspectChar(MaskedChar):
    """How to reach somebody who is no customer yet: as hidden as of one who is."""

    def _is_masked_for_user(self, value, record, export=False):
        return not record.env.user._sees_personal_data(export=export)

    def _protected_to_sql(self, model, alias, query):
        return SQL("TRUE")


class CrmLead(models.Model):
    _inherit = "crm.lead"

    phone = ProspectChar(mask="phone")
    phone_sanitized = ProspectChar(mask="phone")
    email_from = ProspectChar(mask="email", refuse_masks=False)
    email_normalized = ProspectChar(mask="email")
