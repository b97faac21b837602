"""helpdesk_mgmt 19.0.1.3.2 assigns a new ticket to whoever types it in; a service
desk wants it with the dispatcher first."""

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    helpdesk_mgmt_ticket_auto_assign = fields.Boolean(default=False)
