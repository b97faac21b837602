from decimal import Decimal

from odoo import api, models
from odoo.tools import SQL


class ResCurrency(models.Model):
    _inherit = "res.currency"

    @api.model
    def _get_rate_table(self, company, day):
        """Return a table ``(currency_id, rate)``: what one unit is in the company's.

        By the rates that held on the day, exact in SQL: an amount times the rate, to
        be rounded once.
        """
        known = self.with_context(active_test=False)
        currencies = known.search([("rounding", ">", 0)])
        # sudo: rates are no secret; those of the company count, whoever asks
        rates = currencies.sudo()._get_rates(company, day)
        own = Decimal(str(rates[company.currency_id.id]))
        rows = [
            SQL("(%s, %s::numeric)", key, own / Decimal(str(rate or 1)))
            for key, rate in rates.items()
        ]
        return SQL(
            "(SELECT * FROM (VALUES %s) AS known (currency_id, rate))",
            SQL(", ").join(rows),
        )
