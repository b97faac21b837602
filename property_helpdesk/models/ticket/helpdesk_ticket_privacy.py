from odoo import api, models

from odoo.addons.property_crm.fields import MaskedChar
from odoo.addons.property_crm.tools.masking import is_masked


class HelpdeskTicket(models.Model):
    """The requester's address on a ticket is as much his as the one on his contact."""

    _inherit = "helpdesk.ticket"

    partner_email = MaskedChar(mask="email", subject="partner_id")
    partner_phone = MaskedChar(mask="phone")

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._unmask_email(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._unmask_email(vals))

    @api.model
    def _unmask_email(self, vals):
        """Put the clear address in the place of the mask that a form sends back."""
        if not is_masked(vals.get("partner_email") or ""):
            return vals
        vals = dict(vals)
        del vals["partner_email"]
        if vals.get("partner_id"):
            # sudo: stored for the mail to the requester, shown masked again
            partner_sudo = self.env["res.partner"].sudo().browse(vals["partner_id"])
            vals["partner_email"] = partner_sudo.email
        return vals
