from odoo import api, models

SPENDING = frozenset({"ticket_id", "quantity", "price_unit", "payer"})


class PropertyTicketMaterial(models.Model):
    """Nothing is used up that is not approved."""

    _inherit = "property.ticket.material"

    @api.model_create_multi
    def create(self, vals_list):
        materials = super().create(vals_list)
        materials.ticket_id._check_spending()
        return materials

    def write(self, vals):
        result = super().write(vals)
        if not SPENDING.isdisjoint(vals):
            self.ticket_id._check_spending()
        return result
