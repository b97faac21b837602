from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class PropertyUpcomingReport(models.Model):
    _inherit = "property.upcoming.report"
    _depends = {
        "agreement": ["partner_id", "state", "start_date", "end_date", "currency_id"],
        "property.agreement.line": ["agreement_id", "amount_month", "basis"],
    }

    agreement_value = fields.Monetary(
        string="Agreements a year",
        readonly=True,
        aggregator="avg",
        help="What the customer's agreements in force bring in a year, by today's"
        " rates in the currency of your company. Costs are not taken off. Empty for"
        " who may not read agreements.",
    )

    @api.model
    def _get_customer_columns(self):
        return {
            **super()._get_customer_columns(),
            "agreement_value": self._get_agreement_value(),
        }

    @api.model
    def _get_agreement_value(self):
        """Return the value of the agreements that the reader may read."""
        agreements = self.env["agreement"]
        if not agreements.has_access("read"):
            return SQL("NULL::numeric")
        today = fields.Date.context_today(self)
        company = self.env.company
        in_force = Domain("state", "=", "active") & Domain("partner_id", "!=", False)
        return SQL(
            """
            (SELECT ROUND(SUM(12 * line.amount_month * COALESCE(rate.rate, 1)),
                          %(places)s)
               FROM agreement JOIN property_agreement_line line
                 ON line.agreement_id = agreement.id
               LEFT JOIN %(rates)s AS rate
                 ON rate.currency_id = agreement.currency_id
              WHERE agreement.partner_id = item.partner_id
                AND agreement.id IN %(agreements)s AND line.basis != 'once'
                AND COALESCE(line.date_from, agreement.start_date, %(today)s)
                    <= %(today)s
                AND COALESCE(line.date_to, agreement.end_date, %(today)s) >= %(today)s)
            """,
            places=company.currency_id.decimal_places,
            rates=self.env["res.currency"]._get_rate_table(company, today),
            agreements=agreements._search(in_force).subselect(),
            today=today,
        )
