from odoo import api, fields, models
from odoo.tools import SQL

from .property_customer_period import BANDS

_JOIN = """
LEFT JOIN LATERAL (
     SELECT ROUND(SUM(period.cm3 * COALESCE(rate.rate, 1)), %(places)s) AS profit,
            ROUND(SUM(period.previous_cm3 * COALESCE(rate.rate, 1)), %(places)s)
                AS profit_before,
            MAX(period.band) AS band
       FROM res_partner AS person
       JOIN property_customer_period AS period
         ON period.partner_id = person.commercial_partner_id
       JOIN res_company AS company ON company.id = period.company_id
       LEFT JOIN %(rates)s AS rate ON rate.currency_id = company.currency_id
      WHERE person.id = item.partner_id AND period.is_latest
        AND period.id IN %(periods)s) AS worth ON TRUE
"""


class PropertyUpcomingReport(models.Model):
    """What is to come, by the profit of the customer it is for."""

    _inherit = "property.upcoming.report"
    _depends = {
        "property.customer.period": ["partner_id", "cm3", "previous_cm3", "band"],
    }

    profit = fields.Monetary(
        string="Profit of the customer",
        readonly=True,
        aggregator="avg",
        help="Of the latest year, after all costs (margin 3), at the sites that you"
        " see. Empty for who may not read it, and where nothing is known.",
    )
    profit_before = fields.Monetary(
        string="Profit of the customer the year before", readonly=True, aggregator="avg"
    )
    profit_band = fields.Selection(
        BANDS,
        string="Profit band of the customer",
        readonly=True,
        help="Of a customer at several sites the worst one.",
    )

    @api.model
    def _sees_profit(self):
        return self.env["property.customer.period"].has_access("read")

    @api.model
    def _get_customer_columns(self):
        known = self._sees_profit()
        return {
            **super()._get_customer_columns(),
            "profit": SQL("worth.profit" if known else "NULL::numeric"),
            "profit_before": SQL("worth.profit_before" if known else "NULL::numeric"),
            "profit_band": SQL("worth.band" if known else "NULL::varchar"),
        }

    @api.model
    def _get_customer_joins(self):
        joins = super()._get_customer_joins()
        if not self._sees_profit():
            return joins
        company, today = self.env.company, fields.Date.context_today(self)
        periods = self.env["property.customer.period"]
        return [
            *joins,
            SQL(
                _JOIN,
                places=company.currency_id.decimal_places,
                rates=self.env["res.currency"]._get_rate_table(company, today),
                periods=periods._search([("is_latest", "=", True)]).subselect(),
            ),
        ]
