from bisect import bisect_right
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.lead_score import Facts
from ..lead.crm_stage import PHASES

STEPS = [code for code, _label in PHASES]
QUANTILES = [number / 20 for number in range(1, 20)]
DAY = timedelta(days=1)


class CrmLead(models.Model):
    """What is known about prospects, for many of them in few queries."""

    _inherit = "crm.lead"

    def _get_score_facts(self):
        """Return ``{lead: Facts}``."""
        now, today = fields.Datetime.now(), fields.Date.context_today(self)
        rates = self._get_source_rates()
        quantiles = self._get_revenue_quantiles()
        matches = self._get_best_matches()
        return {
            lead: Facts(
                budget=lead._get_budget_share(matches.get(lead)),
                days_until=(lead.wish_date - today).days if lead.wish_date else None,
                stage=lead._get_stage_share(),
                match=matches[lead].score / 100 if lead in matches else None,
                balance=lead.people_balance if lead.person_ids else None,
                ahead=lead.points_ahead if len(lead.offer_ids) > 1 else None,
                quiet_days=(now - (lead.last_action_at or now)) / DAY,
                source_rate=rates.get(lead.source_id.id),
                answered=lead.contact_result == "on_time"
                if lead.contact_result
                else None,
                value=bisect_right(quantiles, lead.expected_revenue) / len(QUANTILES)
                if lead.expected_revenue and quantiles
                else None,
            )
            for lead in self
        }

    def _get_stage_share(self):
        phase = self.stage_id.phase
        return STEPS.index(phase) / (len(STEPS) - 1) if phase else None

    def _get_best_matches(self):
        """Return ``{lead: the unit that fits best}``."""
        found = self.env["property.lead.match"].search(
            [("lead_id", "in", self.ids)], order="lead_id, score desc"
        )
        return {
            lead: matches.sorted("score", reverse=True)[0]
            for lead, matches in found.grouped("lead_id").items()
        }

    def _get_budget_share(self, match):
        """Return his budget over what is asked for the unit that fits best."""
        if not match or not self.wish_budget:
            return None
        asked = match.price_asked if self.kind == "sale" else match.rent_asked
        return self.wish_budget / asked if asked else None

    @api.model
    def _get_source_rates(self):
        """Return ``{source id: how often it wins against all}`` of decided ones."""
        decided = self.with_context(active_test=False)
        rows = decided._read_group(
            Domain("won_status", "in", ("won", "lost")),
            ["source_id", "won_status"],
            ["__count"],
        )
        counts = {}
        for source, status, count in rows:
            own = counts.setdefault(source.id, {"won": 0, "all": 0})
            own["all"] += count
            own["won"] += count * (status == "won")
        won = sum(own["won"] for own in counts.values())
        total = sum(own["all"] for own in counts.values())
        if not won:
            return {}
        return {
            source_id: own["won"] / own["all"] / (won / total)
            for source_id, own in counts.items()
            if source_id
        }

    @api.model
    def _get_revenue_quantiles(self):
        """Return the twentieths of what open prospects bring."""
        query = self._search(
            self._get_pursued_domain() & Domain("expected_revenue", ">", 0)
        )
        revenue = self._field_to_sql(query.table, "expected_revenue", query)
        rows = self.env.execute_query(
            query.select(
                SQL(
                    "PERCENTILE_DISC(%s::float[]) WITHIN GROUP (ORDER BY %s)",
                    QUANTILES,
                    revenue,
                )
            )
        )
        return rows[0][0] or []
