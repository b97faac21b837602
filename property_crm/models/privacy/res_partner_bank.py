from odoo import api, models

from ...fields import MaskedChar
from ...tools.masking import mask_bank


class ResPartnerBank(models.Model):
    _inherit = "res.partner.bank"

    acc_number = MaskedChar(mask="bank", subject="partner_id")
    sanitized_acc_number = MaskedChar(mask="bank", subject="partner_id")

    @api.depends("acc_number", "bank_id", "partner_id.is_privacy_protected")
    @api.depends_context("uid")
    def _compute_display_name(self):
        result = super()._compute_display_name()
        masked = self.partner_id._filter_masked()
        for account in self.filtered(lambda account: account.partner_id in masked):
            account.display_name = (account.display_name or "").replace(
                account.acc_number or "", mask_bank(account.acc_number)
            )
        return result
