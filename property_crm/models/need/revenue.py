from odoo import api, models


class PropertyRevenue(models.AbstractModel):
    """What customers bring, from whichever addon or room knows."""

    _name = "property.revenue"
    _description = "Revenue of customers"

    @api.model
    def _get_revenue(self, start, stop):
        """Return ``{partner: amount}`` in the company's currency, of both days too.

        Agreements, fees or bookkeeping add what they know; none of it twice.
        """
        return {}
