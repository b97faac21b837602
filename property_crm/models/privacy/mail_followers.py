from odoo import models

from ...fields import MaskedChar


class MailFollowers(models.Model):
    _inherit = "mail.followers"

    email = MaskedChar(mask="email")
