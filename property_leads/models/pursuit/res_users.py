from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    def write(self, vals):
        result = super().write(vals)
        if vals.get("active") is False:
            self.env["crm.lead"]._free_archived(self)
        return result
