from odoo import models
from odoo.tools import format_date


class ResUsers(models.Model):
    _inherit = "res.users"

    def _get_own_membership(self):
        """Return what the user reads on the portal of his points, or nothing."""
        # sudo: of his own membership only; the portal also has users of other kinds
        member_sudo = (
            self.env["property.membership"]
            .sudo()
            .search([("partner_id", "=", self.partner_id.id)], limit=1)
        )
        if not member_sudo:
            return {}
        expires = member_sudo.date_expiring
        return {
            "level": member_sudo.level_id.name or self.env._("Member"),
            "points": member_sudo.points,
            "expiring": member_sudo.points_expiring,
            "expires": expires and format_date(self.env, expires),
        }
