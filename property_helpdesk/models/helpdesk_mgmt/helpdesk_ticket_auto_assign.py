"""helpdesk_mgmt 19.0.1.3.2 gives tickets that come by mail to OdooBot, so that
they are missing among the unassigned ones."""

from odoo import api, models


class HelpdeskTicket(models.Model):
    _inherit = "helpdesk.ticket"

    @api.model
    def default_get(self, fields):
        defaults = super().default_get(fields)
        user = self.env["res.users"].browse(defaults.get("user_id"))
        if user and (not user.active or user.share or user._is_superuser()):
            defaults.pop("user_id")
        return defaults
