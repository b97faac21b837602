from odoo import api, fields, models
from odoo.tools import SQL

from .property_call_report import IS_ANSWERED, IS_ANSWERED_IN

IS_CALLED = SQL("call.direction = 'outbound' AND call.result IS NOT NULL")
# without an outcome, who answered was reached
IS_REACHED = SQL(
    "CASE WHEN outcome.id IS NULL THEN call.result = 'answered'"
    " ELSE COALESCE(outcome.is_reached, FALSE) END"
)
IS_AGREED = SQL("COALESCE(outcome.is_agreed, FALSE)")
# whoever enquires may buy; the others call for service
IS_SELLING = SQL("call.purpose IN ('enquiry', 'sales')")


class PropertyCallReport(models.Model):
    """What calls bring: people reached, agreements, sales; and what they cost.

    Who means to buy, who says yes and who has bought are three measures: domain 4.8.
    """

    _inherit = "property.call.report"
    _depends = {
        "property.call": ["purpose", "disposition_id", "handle_seconds"],
        "property.call.disposition": ["is_reached", "is_agreed"],
        "property.call.queue": ["hourly_cost", "call_cost", "cost_until"],
        "property.call.queue.cost": [
            "queue_id",
            "date_until",
            "hourly_cost",
            "call_cost",
        ],
        "property.service.rate": ["company_id", "date_from", "full_rate"],
    }

    called_count = fields.Integer(string="Calls made", aggregator="sum")
    reached_count = fields.Integer(
        string="Reached", aggregator="sum", help="By calls made."
    )
    agreed_count = fields.Integer(
        string="Agreed", aggregator="sum", help="Calls in which somebody agreed."
    )
    contact_rate = fields.Float(
        string="Contact rate, %",
        aggregator="avg",
        help="People reached, of calls made.",
    )
    conversion_rate = fields.Float(
        string="Conversion, %",
        aggregator="avg",
        help="People who agreed, of those reached by calls made.",
    )
    intent_rate = fields.Float(
        string="Meant to buy, %",
        aggregator="avg",
        help="Enquiries and sales, of inbound calls that were answered.",
    )
    booking_rate = fields.Float(
        string="Said yes, %",
        aggregator="avg",
        help="Enquiries and sales in which somebody agreed, of inbound calls that were"
        " answered.",
    )
    won_count = fields.Integer(
        string="Sales made",
        aggregator="sum",
        help="Sales that calls brought; each counts in one call.",
    )
    won_rate = fields.Float(
        string="Sales made, %",
        aggregator="avg",
        help="Sales, of calls that were answered.",
    )
    cost = fields.Monetary(
        string="Total cost",
        aggregator="sum",
        help="Time of the agent by the hourly cost of the queue, and its cost a call."
        " Calls without a queue: time by what a minute of service costs the company.",
    )
    cost_each = fields.Monetary(
        string="Cost per call",
        aggregator="avg",
        help="All costs, divided by the calls that were answered.",
    )
    cost_per_won = fields.Monetary(
        string="Cost per won sale",
        aggregator="avg",
        help="All costs, divided by the sales.",
    )

    @api.model
    def _get_measures(self):
        return {
            **super()._get_measures(),
            **self._get_outbound_measures(),
            **self._get_sales_measures(),
            **self._get_cost_measures(),
        }

    @api.model
    def _get_outbound_measures(self):
        is_reached = SQL("%s AND %s", IS_CALLED, IS_REACHED)
        return {
            "called_count": self._count(IS_CALLED),
            "reached_count": self._count(is_reached),
            "agreed_count": self._count(IS_AGREED),
            "contact_rate": self._rate(IS_CALLED, IS_REACHED),
            "conversion_rate": self._rate(is_reached, IS_AGREED),
        }

    @api.model
    def _get_sales_measures(self):
        won = self._get_won()
        return {
            "intent_rate": self._rate(IS_ANSWERED_IN, IS_SELLING),
            "booking_rate": self._rate(
                IS_ANSWERED_IN, SQL("%s AND %s", IS_SELLING, IS_AGREED)
            ),
            "won_count": won,
            "won_rate": SQL("CASE WHEN %s THEN 100.0 * %s END", IS_ANSWERED, won),
        }

    @api.model
    def _get_won(self):
        """Return how many sales a call has won. Addons that know them say so here."""
        return self._count(SQL("%s AND %s", IS_SELLING, IS_AGREED))

    @api.model
    def _get_cost_measures(self):
        cost = SQL(
            "call.handle_seconds / 3600.0 * %s + CASE WHEN %s THEN %s ELSE 0 END",
            self._get_hourly_cost(),
            IS_ANSWERED,
            self._get_dated_cost("call_cost"),
        )
        return {
            "cost": cost,
            "cost_each": SQL("CASE WHEN %s THEN %s END", IS_ANSWERED, cost),
            "cost_per_won": SQL("CASE WHEN %s > 0 THEN %s END", self._get_won(), cost),
        }

    @api.model
    def _get_hourly_cost(self):
        """Return what an hour costs: by the queue, else by the company's time."""
        return SQL(
            """CASE WHEN call.queue_id IS NOT NULL THEN %s ELSE COALESCE((
                    SELECT rate.full_rate * 60 FROM property_service_rate AS rate
                     WHERE rate.company_id = call.company_id
                       AND rate.date_from <= local.time::date
                     ORDER BY rate.date_from DESC LIMIT 1), 0) END""",
            self._get_dated_cost("hourly_cost"),
        )

    @api.model
    def _get_dated_cost(self, name):
        """Return what the queue cost on the day of the call."""
        return SQL(
            """COALESCE(
                CASE WHEN local.time::date <= queue.cost_until THEN (
                    SELECT earlier.%(name)s FROM property_call_queue_cost AS earlier
                     WHERE earlier.queue_id = queue.id
                       AND earlier.date_until >= local.time::date
                     ORDER BY earlier.date_until LIMIT 1
                ) ELSE queue.%(name)s END, 0)""",
            name=SQL.identifier(name),
        )

    def _read_group_select(self, aggregate_spec, query):
        """All costs are divided by what was won, also those of calls in vain."""
        if aggregate_spec != "cost_per_won:avg":
            return super()._read_group_select(aggregate_spec, query)
        return SQL(
            "SUM(%s) / NULLIF(SUM(%s), 0)",
            self._field_to_sql(self._table, "cost", query),
            self._field_to_sql(self._table, "won_count", query),
        )

    @api.model
    def _get_figures_action(self, domain, context):
        """Return the action that shows the figures of some calls, of whatever time."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_crm.property_call_report_action"
        )
        return {**action, "domain": domain, "context": context}
