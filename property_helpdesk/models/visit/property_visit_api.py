from odoo import models


class PropertyVisit(models.Model):
    _inherit = "property.visit"

    def _api_do(self, values):
        """Do what another system tells of a visit, and return it."""
        asked, reason = values["do"], values.get("reason")
        if asked == "cancel":
            self._cancel(reason or self.env._("Cancelled by the sender."))
        elif asked == "missed":
            self._miss(values.get("why") or "not_made", reason)
        elif asked == "on_the_way":
            self.action_leave()
        elif asked == "on_site":
            self.action_arrive()
        else:
            self.action_finish()
        return self
