from datetime import date

from odoo import fields, models
from odoo.tools import SQL

from ..lead.crm_lead import KINDS

YEARS = 2


class PropertyLeadForecast(models.Model):
    """The new customers this year is expected to bring.

    Who was won this year counts as one. Who is open counts with the share of those
    that were won, out of all that were in his stage and were decided in the last two
    years; where nobody was decided, with the probability written on the prospect.
    """

    _name = "property.lead.forecast"
    _description = "Expected new customers"
    _auto = False
    _order = "expected desc, id"
    _rec_name = "lead_id"
    _depends = {
        "property.lead.event": ["lead_id", "kind", "new_ref"],
        "crm.lead": [
            "active",
            "company_id",
            "date_closed",
            "date_deadline",
            "expected_revenue",
            "kind",
            "merged_into_id",
            "probability",
            "site_id",
            "stage_id",
            "user_id",
            "won_status",
        ],
    }

    lead_id = fields.Many2one("crm.lead", string="Prospect")
    company_id = fields.Many2one("res.company")
    site_id = fields.Many2one("property.site")
    user_id = fields.Many2one("res.users", string="Salesperson")
    stage_id = fields.Many2one("crm.stage")
    kind = fields.Selection(KINDS, string="Wants")
    status = fields.Selection(
        [("won", "Won this year"), ("open", "Still open")], string="Counted as"
    )
    method = fields.Selection(
        [
            ("won", "Won"),
            ("conversion", "Share won of those in its stage"),
            ("probability", "Probability on the prospect"),
        ],
        string="How it was counted",
    )
    date_deadline = fields.Date(string="Expected by")
    conversion = fields.Float(string="Chance (%)", aggregator="avg", digits=(16, 1))
    expected = fields.Float(string="Expected customers", digits=(16, 2))
    currency_id = fields.Many2one(related="company_id.currency_id")
    revenue = fields.Monetary(string="Expected to bring")

    @property
    def _table_query(self):
        today = fields.Date.context_today(self)
        return SQL(
            """
            WITH conversion AS (
                SELECT been.stage_id, AVG((lead.won_status = 'won')::int) AS rate
                FROM (
                    SELECT DISTINCT lead_id, new_ref AS stage_id
                    FROM property_lead_event WHERE kind IN ('created', 'stage')
                ) AS been
                JOIN crm_lead AS lead ON lead.id = been.lead_id
                WHERE lead.won_status IN ('won', 'lost')
                    AND lead.merged_into_id IS NULL AND lead.date_closed >= %(since)s
                GROUP BY been.stage_id
            ), chance AS (
                SELECT lead.*,
                    CASE WHEN lead.won_status = 'won' THEN 1
                        ELSE COALESCE(conversion.rate, lead.probability / 100)
                        END AS share,
                    CASE WHEN lead.won_status = 'won' THEN 'won'
                        WHEN conversion.rate IS NULL THEN 'probability'
                        ELSE 'conversion' END AS method
                FROM crm_lead AS lead
                LEFT JOIN conversion ON conversion.stage_id = lead.stage_id
                WHERE lead.active AND lead.merged_into_id IS NULL AND (
                    lead.won_status = 'pending'
                    OR lead.won_status = 'won' AND lead.date_closed >= %(year)s
                )
            )
            SELECT id, id AS lead_id, company_id, site_id, user_id, stage_id, kind,
                CASE won_status WHEN 'won' THEN 'won' ELSE 'open' END AS status, method,
                date_deadline, 100 * share AS conversion, share AS expected,
                share * COALESCE(expected_revenue, 0) AS revenue
            FROM chance
            """,
            since=fields.Date.subtract(today, years=YEARS),
            year=date(today.year, 1, 1),
        )
