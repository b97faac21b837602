from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain

from ...tools.fee import amount_between

IN_FORCE = ("active", "ended", "replaced")


class PropertyRevenue(models.AbstractModel):
    """What customers bring, from whichever addon or room knows."""

    _name = "property.revenue"
    _description = "Revenue of customers"

    @api.model
    def _get_revenue(self, start, stop):
        """Return ``{partner: amount}`` in the company's currency, of both days too.

        What the agreements in force bring in these days. An addon that keeps the books
        answers instead.
        """
        company = self.env.company
        lines = self.env["property.agreement.line"].search(
            Domain("agreement_id.state", "in", IN_FORCE)
            & Domain("agreement_id.partner_id", "!=", False)
            & Domain("agreement_id.company_id", "in", (company.id, False))
        )
        revenue = defaultdict(float)
        for line in lines:
            if amount := self._get_line_revenue(line, start, stop):
                revenue[line.agreement_id.partner_id] += line.currency_id._convert(
                    amount, company.currency_id, company, stop
                )
        return dict(revenue)

    @api.model
    def _get_line_revenue(self, line, start, stop):
        first, last = line._get_first_day(), line._get_last_day() or stop
        if not first:
            return 0
        if line.basis == "once":
            return line.amount_total if start <= first <= stop else 0
        first, last = max(first, start), min(last, stop)
        if first > last:
            return 0
        return float(amount_between(*line._get_exact(), first, last))
