from odoo import models


class PropertySuggestion(models.Model):
    _inherit = "property.suggestion"

    def action_accept(self):
        """Thank members with points for what is taken up."""
        result = super().action_accept()
        for suggestion in self:
            self.env["property.membership"]._reward(
                suggestion.partner_id, suggestion, "suggestion"
            )
        return result
