from odoo import fields, models
from odoo.tools import SQL

from ..intake.property_lead_touch import CHANNELS
from ..lead.crm_lead import KINDS
from .property_lead_cost import TRANSACTION_KINDS

# Rates are those of sums: what is counted over what it is a part of, and the factor.
RATES = {
    "qualified_rate": ("qualified", "lead_count", 100),
    "won_of_qualified": ("won", "qualified", 100),
    "won_rate": ("won", "lead_count", 100),
    "contact_rate": ("in_time", "contacted", 100),
    "cost_per_lead": ("cost", "lead_count", 1),
    "cost_per_won": ("cost", "won", 1),
    "transaction_per_won": ("transaction_cost", "won", 1),
}
QUALIFIED = ("qualified", "viewing", "proposal", "reserved", "won")


class PropertyLeadReport(models.Model):
    """The funnel, what it cost and what came back.

    A row is a prospect, or a cost of a source or campaign as a whole, which counts
    for all prospects of it. Sums of both stand over all of them.
    """

    _name = "property.lead.report"
    _description = "Funnel and costs"
    _auto = False
    _order = "date desc, id"
    _rec_name = "lead_id"
    _depends = {
        "crm.lead": [
            "active",
            "campaign_id",
            "channel",
            "company_id",
            "contact_result",
            "contacted_at",
            "expected_revenue",
            "kind",
            "medium_id",
            "merged_into_id",
            "site_id",
            "source_id",
            "stage_id",
            "territory_id",
            "user_id",
            "won_status",
        ],
        "property.lead.cost": [
            "amount",
            "campaign_id",
            "company_id",
            "date",
            "kind",
            "lead_id",
            "site_id",
            "source_id",
        ],
        "property.lead.event": ["lead_id", "new_ref", "kind"],
        "crm.stage": ["phase"],
    }

    lead_id = fields.Many2one("crm.lead", string="Prospect")
    date = fields.Date(string="Came on")
    company_id = fields.Many2one("res.company")
    site_id = fields.Many2one("property.site")
    territory_id = fields.Many2one("property.territory")
    user_id = fields.Many2one("res.users", string="Salesperson")
    stage_id = fields.Many2one("crm.stage")
    kind = fields.Selection(KINDS, string="Wants")
    channel = fields.Selection(CHANNELS)
    source_id = fields.Many2one("utm.source")
    medium_id = fields.Many2one("utm.medium")
    campaign_id = fields.Many2one("utm.campaign")
    currency_id = fields.Many2one(related="company_id.currency_id")
    lead_count = fields.Integer(string="Came in")
    qualified = fields.Integer()
    won = fields.Integer(string="Won ones")
    contacted = fields.Integer(string="Contacted ones")
    in_time = fields.Integer(string="Contacted in time")
    qualified_rate = fields.Float(
        string="Qualified of all (%)", aggregator="avg", digits=(16, 1)
    )
    won_of_qualified = fields.Float(
        string="Won of qualified (%)", aggregator="avg", digits=(16, 1)
    )
    won_rate = fields.Float(string="Won of all (%)", aggregator="avg", digits=(16, 1))
    contact_rate = fields.Float(
        string="Of contacted in time (%)", aggregator="avg", digits=(16, 1)
    )
    cost = fields.Monetary(string="Total cost")
    transaction_cost = fields.Monetary(
        string="Cost of the transaction",
        help="Finding each other, negotiating and carrying out.",
    )
    revenue = fields.Monetary(string="Brought in", help="Of those that were won.")
    cost_per_lead = fields.Monetary(string="Cost of one", aggregator="avg")
    cost_per_won = fields.Monetary(string="Cost of one won", aggregator="avg")
    transaction_per_won = fields.Monetary(
        string="Transaction cost of one won", aggregator="avg"
    )
    return_rate = fields.Float(
        string="Return (%)",
        aggregator="avg",
        digits=(16, 1),
        help="What was brought in less the cost, over the cost.",
    )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT rows.*,
                100.0 * qualified / NULLIF(lead_count, 0) AS qualified_rate,
                100.0 * won / NULLIF(qualified, 0) AS won_of_qualified,
                100.0 * won / NULLIF(lead_count, 0) AS won_rate,
                100.0 * in_time / NULLIF(contacted, 0) AS contact_rate,
                cost / NULLIF(lead_count, 0) AS cost_per_lead,
                cost / NULLIF(won, 0) AS cost_per_won,
                transaction_cost / NULLIF(won, 0) AS transaction_per_won,
                100.0 * (revenue - cost) / NULLIF(cost, 0) AS return_rate
            FROM (%s UNION ALL %s) AS rows
            """,
            self._get_lead_query(),
            self._get_cost_query(),
        )

    def _get_lead_query(self):
        return SQL(
            """
            SELECT lead.id * 2 AS id, lead.id AS lead_id,
                lead.create_date::date AS date,
                lead.company_id, lead.site_id, lead.territory_id, lead.user_id,
                lead.stage_id, lead.kind, lead.channel, lead.source_id, lead.medium_id,
                lead.campaign_id, 1 AS lead_count,
                (stage.phase IN %(far)s OR passed.lead_id IS NOT NULL)::int
                    AS qualified,
                (lead.won_status = 'won')::int AS won,
                (lead.contacted_at IS NOT NULL)::int AS contacted,
                (COALESCE(lead.contact_result, '') = 'on_time')::int AS in_time,
                COALESCE(own.amount, 0) AS cost,
                COALESCE(own.transaction, 0) AS transaction_cost,
                CASE WHEN lead.won_status = 'won'
                    THEN COALESCE(lead.expected_revenue, 0) ELSE 0 END AS revenue
            FROM crm_lead AS lead
            LEFT JOIN crm_stage AS stage ON stage.id = lead.stage_id
            LEFT JOIN (
                SELECT DISTINCT event.lead_id FROM property_lead_event AS event
                JOIN crm_stage AS gone ON gone.id = event.new_ref
                WHERE event.kind IN ('created', 'stage') AND gone.phase IN %(far)s
            ) AS passed ON passed.lead_id = lead.id
            LEFT JOIN (
                SELECT lead_id, SUM(amount) AS amount,
                    SUM(amount) FILTER (WHERE kind IN %(parts)s) AS transaction
                FROM property_lead_cost WHERE lead_id IS NOT NULL GROUP BY lead_id
            ) AS own ON own.lead_id = lead.id
            WHERE lead.merged_into_id IS NULL
                AND (lead.active OR lead.won_status = 'lost')
            """,
            far=QUALIFIED,
            parts=TRANSACTION_KINDS,
        )

    def _get_cost_query(self):
        return SQL(
            """
            SELECT cost.id * 2 + 1, NULL::int, cost.date, cost.company_id,
                cost.site_id, NULL::int, NULL::int, NULL::int, NULL::varchar,
                NULL::varchar, cost.source_id, NULL::int, cost.campaign_id,
                0, 0, 0, 0, 0, cost.amount,
                CASE WHEN cost.kind IN %(parts)s THEN cost.amount ELSE 0 END, 0
            FROM property_lead_cost AS cost WHERE cost.lead_id IS NULL
            """,
            parts=TRANSACTION_KINDS,
        )

    def _read_group_select(self, aggregate_spec, query):
        """Add up before dividing: a mean of rates would be wrong."""
        name = aggregate_spec.partition(":")[0]
        if name == "return_rate":
            cost = self._sum("cost", query)
            return SQL(
                "100.0 * (%s - %s) / NULLIF(%s, 0)",
                self._sum("revenue", query),
                cost,
                cost,
            )
        if name not in RATES:
            return super()._read_group_select(aggregate_spec, query)
        part, whole, factor = RATES[name]
        return SQL(
            "%s::float * %s / NULLIF(%s, 0)",
            self._sum(part, query),
            factor,
            self._sum(whole, query),
        )

    def _sum(self, name, query):
        return SQL("SUM(%s)", self._field_to_sql(self._table, name, query))
