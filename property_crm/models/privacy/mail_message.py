from odoo import models

from ...fields import MaskedChar


class MailMessage(models.Model):
    _inherit = "mail.message"

    email_from = MaskedChar(mask="email", subject="author_id", refuse_masks=False)
    reply_to = MaskedChar(mask="email", subject="author_id", refuse_masks=False)
