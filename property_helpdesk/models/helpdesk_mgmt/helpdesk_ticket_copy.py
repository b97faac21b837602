"""helpdesk_mgmt 19.0.1.3.2 cannot copy two tickets at once: ensure_one()."""

from odoo import models


class HelpdeskTicket(models.Model):
    _inherit = "helpdesk.ticket"

    def copy(self, default=None):
        # one by one for the parent, whose numbers create() hands out anyway
        copies = self.browse()
        if not self._may_assign_others():
            default = {"user_id": False, **(default or {})}
        for ticket in self:
            values = {"number": "/", **(default or {})}
            copies += super(HelpdeskTicket, ticket).copy(values)
        return copies
