from odoo import api, models
from odoo.tools import SQL


class PropertyCallReport(models.Model):
    """Sales that calls brought: prospects that were won, each counted in one call."""

    _inherit = "property.call.report"
    _depends = {
        "property.call": ["offered_at", "result"],
        "crm.lead": ["won_status", "date_closed"],
    }

    @api.model
    def _get_joins(self):
        """A sale is of the last talk with the prospect before it was won."""
        # grouped by call, so that PostgreSQL leaves it out where nobody asks for it
        return SQL(
            """%s
              LEFT JOIN (
                  SELECT last.call_id, COUNT(*) AS won_count
                    FROM (
                        SELECT DISTINCT ON (rel.lead_id) rel.call_id
                          FROM crm_lead AS lead
                          JOIN crm_lead_property_call_rel AS rel
                            ON rel.lead_id = lead.id
                          JOIN property_call AS talk
                            ON talk.id = rel.call_id AND talk.result = 'answered'
                           AND talk.offered_at
                               <= COALESCE(lead.date_closed, talk.offered_at)
                         WHERE lead.won_status = 'won'
                         ORDER BY rel.lead_id, talk.offered_at DESC, talk.id DESC
                    ) AS last
                   GROUP BY last.call_id
              ) AS sale ON sale.call_id = call.id""",
            super()._get_joins(),
        )

    @api.model
    def _get_won(self):
        return SQL("COALESCE(sale.won_count, 0)::int")
