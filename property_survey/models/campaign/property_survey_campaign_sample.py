from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.sample import (
    allocate,
    invitations,
    margin_of_share,
    size_for_share,
)

PERCENT = 100
STRATUM_MODELS = ("property.site", "property.building", "property.segment")


class PropertySurveyCampaign(models.Model):
    """How many are asked, how many of each stratum, and what that would be like."""

    _inherit = "property.survey.campaign"

    is_sample = fields.Boolean(
        string="Ask a random sample",
        help="As many as the precision needs, drawn by lot. Otherwise all are asked.",
    )
    margin = fields.Float(
        string="Precision wanted (± %)",
        digits=(5, 1),
        default=5.0,
        help="How far a share may be off, such as the rate of the satisfied.",
    )
    confidence = fields.Float(
        string="Sure to (%)", digits=(5, 1), default=95.0, help="Customary: 95."
    )
    expected_share = fields.Float(
        string="Share expected (%)",
        digits=(5, 1),
        default=50.0,
        help="How many you think are satisfied. 50 needs the most answers and is safe.",
    )
    expected_rate = fields.Float(
        string="Answers expected (%)",
        digits=(5, 1),
        default=30.0,
        help="How many of those asked will answer, by your last campaign.",
    )
    stratify_by = fields.Selection(
        [
            ("none", "The population as a whole"),
            ("site", "Site by site"),
            ("building", "Building by building"),
            ("segment", "Segment by segment"),
        ],
        string="Drawn from",
        required=True,
        default="none",
        help="Each part gives its share of the sample, and is followed on its own.",
    )
    seed = fields.Integer(
        string="Seed of the lot",
        readonly=True,
        copy=False,
        help="With it the same people would be drawn again: the lot can be checked.",
    )
    population_count = fields.Integer(
        string="Population", compute="_compute_plan", help="Each person once."
    )
    eligible_count = fields.Integer(string="May be asked", compute="_compute_plan")
    plan_left_out = fields.Char(string="Left out", compute="_compute_plan")
    answers_needed = fields.Integer(
        string="Answers needed",
        compute="_compute_plan",
        help="For the precision wanted, of a population of this size.",
    )
    invitations_needed = fields.Integer(string="To be asked", compute="_compute_plan")
    margin_expected = fields.Float(
        string="Precision to expect (± %)",
        digits=(5, 1),
        compute="_compute_plan",
        help="If as many answer as expected.",
    )
    is_short = fields.Boolean(compute="_compute_plan")

    _shares = models.Constraint(
        "CHECK(margin > 0 AND margin < 100 AND confidence >= 50 AND confidence < 100"
        " AND expected_share >= 0 AND expected_share <= 100"
        " AND expected_rate > 0 AND expected_rate <= 100)",
        "Precision, confidence and shares lie between 0 and 100 %.",
    )

    @api.depends(
        "state",
        "population_kind",
        "site_ids",
        "building_ids",
        "to_owners",
        "to_tenants",
        "to_family",
        "segment_ids",
        "event_from",
        "event_to",
        "purpose_id",
        "pause_days",
        "date_start",
        "company_id",
        "is_sample",
        "margin",
        "confidence",
        "expected_share",
        "expected_rate",
        "stratum_ids.population",
        "stratum_ids.invite_count",
        "invitation_ids.state",
    )
    def _compute_plan(self):
        for campaign in self:
            counts = campaign._count_frame()
            population = sum(counts.values())
            left_out = {reason: count for reason, count in counts.items() if reason}
            eligible = counts.get(None, 0)
            needed = campaign._get_answers_needed(population)
            asked = campaign._get_invitations_needed(needed, eligible)
            campaign.population_count = population
            campaign.eligible_count = eligible
            campaign.plan_left_out = campaign._describe_left_out(left_out)
            campaign.answers_needed = needed
            campaign.invitations_needed = asked
            expected = round(asked * campaign.expected_rate / PERCENT)
            margin = campaign._get_margin(expected, population)
            campaign.margin_expected = margin
            campaign.is_short = bool(population) and expected < needed

    def _get_margin(self, answers, population):
        """Return ± % of a share that so many answers leave open; 0 of no answers."""
        margin = margin_of_share(
            answers,
            population,
            self.expected_share / PERCENT,
            self.confidence / PERCENT,
        )
        return (margin or 0.0) * PERCENT

    def _get_answers_needed(self, population):
        if not 0 < self.margin < PERCENT or not 0 < self.confidence < PERCENT:
            return 0  # being typed
        return size_for_share(
            self.margin / PERCENT,
            population,
            min(max(self.expected_share, 0), PERCENT) / PERCENT,
            self.confidence / PERCENT,
        )

    def _get_invitations_needed(self, answers, eligible):
        if not self.is_sample or not 0 < self.expected_rate <= PERCENT:
            return eligible
        return min(eligible, invitations(answers, self.expected_rate / PERCENT))

    def _describe_left_out(self, counts):
        labels = self.env["property.survey.invitation"]._fields["reason"]
        words = dict(labels._description_selection(self.env))
        return " · ".join(
            f"{words[reason]}: {counts[reason]}"
            for reason in words
            if counts.get(reason)
        )

    def _count_frame(self):
        """Return ``{reason, None for those who may be asked: people}``."""
        if self.state != "draft":
            return self._count_drawn_frame()
        if not self.site_ids._origin:
            return {}
        self._flush_frame()
        rows = self.env.execute_query(
            SQL(
                "%s SELECT reason, count(*) FROM frame GROUP BY 1", self._select_frame()
            )
        )
        return dict(rows)

    def _count_drawn_frame(self):
        """Return the same as it was at the start."""
        # sudo: auditors read the figures of the campaign, not who was asked
        invitations_sudo = self.env["property.survey.invitation"].sudo()
        rows = invitations_sudo._read_group(
            [("campaign_id", "=", self.id), ("state", "=", "left_out")],
            ["reason"],
            ["__count"],
        )
        counts = {reason or "other": count for reason, count in rows}
        # sudo: as above
        population = sum(self.sudo().stratum_ids.mapped("population"))
        return {None: max(0, population - sum(counts.values())), **counts}

    # Strata

    def action_plan(self):
        """Show how many would be asked of each stratum; who, is drawn at the start."""
        for campaign in self:
            campaign.check_access("write")
            campaign._check_draft()
            campaign._plan_strata()
        return True

    def _plan_strata(self, keep=False):
        """Make the strata fit the frame as it is now; return them.

        :param bool keep: counts that were changed by hand stay
        """
        self.ensure_one()
        rows = self._count_strata()
        people = {key: total for key, (total, _may) in rows.items()}
        answers = allocate(self._get_answers_needed(sum(people.values())), people)
        may = {key: eligible for key, (_total, eligible) in rows.items()}
        asked = may
        if self.is_sample:
            wanted = self._get_invitations_needed(
                sum(answers.values()), sum(may.values())
            )
            asked = allocate(wanted, may)
        known = {one._get_key(): one for one in self.stratum_ids}
        new = []
        for place, key in enumerate(self._sort_strata(rows)):
            vals = {
                "sequence": place,
                "population": people[key],
                "sample_size": answers[key],
                "invite_count": asked[key],
            }
            if key in known:
                known[key]._plan(vals, keep)
            else:
                new.append({**vals, **self._prepare_stratum(key)})
        gone = self.stratum_ids.filtered(lambda one: one._get_key() not in rows)
        gone.filtered(lambda one: not one.invitation_ids).unlink()
        return self.env["property.survey.stratum"].create(new) | self.stratum_ids

    def _count_strata(self):
        """Return ``{key of the stratum: (people, who may be asked)}``."""
        self._flush_frame()
        rows = self.env.execute_query(
            SQL(
                "%s SELECT stratum_site_id, stratum_building_id, stratum_segment_id,"
                " count(*), count(*) FILTER (WHERE reason IS NULL) FROM frame"
                " GROUP BY 1, 2, 3",
                self._select_frame(),
            )
        )
        return {(*key,): (total, may) for *key, total, may in rows}

    def _sort_strata(self, keys):
        """Return the keys in the order of the places; what has none comes last."""
        records = [self._get_stratum_record(key) for key in keys]
        ids = [record.id for record in records if record]
        model = next((record._name for record in records if record), "property.site")
        # sudo: names of the parts of a population that the user asks
        everything = self.env[model].sudo().with_context(active_test=False)
        order = {
            found: n
            for n, found in enumerate(everything.search([("id", "in", ids)]).ids)
        }
        return sorted(
            keys, key=lambda key: order.get(max(filter(None, key), default=0), len(ids))
        )

    def _get_stratum_record(self, key):
        """Return the place or segment of the stratum, None of the rest."""
        for model, record_id in zip(STRATUM_MODELS, key, strict=True):
            if record_id:
                # sudo: as above
                return self.env[model].sudo().browse(record_id)
        return None

    def _prepare_stratum(self, key):
        site_id, building_id, segment_id = key
        return {
            "campaign_id": self.id,
            "site_id": site_id,
            "building_id": building_id,
            "segment_id": segment_id,
        }
