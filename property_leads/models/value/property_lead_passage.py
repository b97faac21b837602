from odoo import fields, models
from odoo.tools import SQL

from ..lead.crm_lead import KINDS


class PropertyLeadPassage(models.Model):
    """How long a prospect was in a stage, and whether it was won in the end."""

    _name = "property.lead.passage"
    _description = "Time of a prospect in a stage"
    _auto = False
    _order = "entered_at, id"
    _rec_name = "stage_id"
    _depends = {
        "property.lead.event": ["lead_id", "kind", "date", "new_ref"],
        "crm.lead": [
            "company_id",
            "kind",
            "merged_into_id",
            "site_id",
            "source_id",
            "user_id",
            "won_status",
        ],
        "crm.stage": ["is_won"],
    }

    lead_id = fields.Many2one("crm.lead", string="Prospect")
    stage_id = fields.Many2one("crm.stage")
    entered_at = fields.Datetime(string="Entered")
    left_at = fields.Datetime(string="Left")
    days = fields.Float(aggregator="avg", help="Until now where it is still there.")
    won_rate = fields.Float(
        string="Won in the end (%)",
        aggregator="avg",
        digits=(16, 1),
        help="Of those that were in this stage and are decided.",
    )
    company_id = fields.Many2one("res.company")
    site_id = fields.Many2one("property.site")
    user_id = fields.Many2one("res.users", string="Salesperson")
    source_id = fields.Many2one("utm.source")
    kind = fields.Selection(KINDS, string="Wants")

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT passage.id, passage.lead_id, passage.stage_id, passage.entered_at,
                passage.left_at,
                EXTRACT(EPOCH FROM COALESCE(passage.left_at, %(now)s)
                    - passage.entered_at) / 86400 AS days,
                CASE lead.won_status WHEN 'won' THEN 100.0 WHEN 'lost' THEN 0.0 END
                    AS won_rate,
                lead.company_id, lead.site_id, lead.user_id, lead.source_id, lead.kind
            FROM (
                SELECT id, lead_id, kind, new_ref AS stage_id, date AS entered_at,
                    LEAD(date) OVER (PARTITION BY lead_id ORDER BY date, id) AS left_at
                FROM property_lead_event
                WHERE kind IN ('created', 'stage', 'won', 'lost', 'restored')
            ) AS passage
            JOIN crm_lead AS lead ON lead.id = passage.lead_id
            JOIN crm_stage AS stage ON stage.id = passage.stage_id
            WHERE passage.kind IN ('created', 'stage') AND stage.is_won IS NOT TRUE
                AND lead.merged_into_id IS NULL
            """,
            now=fields.Datetime.now(),
        )
