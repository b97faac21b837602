from odoo import fields, models

from ...tools.disclosure import LEAST
from ...tools.groups import may_weigh
from ...tools.index import score_100
from ...tools.sample import margin
from ...tools.strata import Counted, late_days, post_stratify
from ...tools.trend import difference
from .tally_groups import estimate_of

LATE = [
    ("better", "Late answers are better"),
    ("worse", "Late answers are worse"),
    ("unsure", "No sure difference between early and late answers"),
]


# Of notes: what names a stratum.
STRATA = ("one", "other")


class PropertySurveyResult(models.Model):
    _inherit = "property.survey.result"

    asked_count = fields.Integer(string="Asked", readonly=True, copy=False)
    population = fields.Integer(readonly=True, copy=False)
    response_rate = fields.Float(
        string="Response rate (%)",
        readonly=True,
        copy=False,
        aggregator="avg",
        digits=(16, 1),
        help="Answers by those asked (AAPOR RR1).",
    )
    margin = fields.Float(
        string="Margin of rates (± %)",
        readonly=True,
        copy=False,
        aggregator=None,
        digits=(16, 1),
        help="Within what a rate of half is known of so many answers, of so many"
        " people.",
    )
    has_post = fields.Boolean(string="Weighted by strata", readonly=True, copy=False)
    score_post = fields.Float(
        string="Score by strata (0 to 100)",
        readonly=True,
        copy=False,
        aggregator="avg",
        digits=(16, 2),
        help="Each stratum counts as it does in the population; nobody more than five"
        " times.",
    )
    gap_post = fields.Float(
        string="Gap by strata", readonly=True, copy=False, aggregator="avg"
    )
    satisfaction_post = fields.Float(
        string="Satisfaction rate by strata (%)",
        readonly=True,
        copy=False,
        aggregator="avg",
        digits=(16, 1),
    )
    late = fields.Selection(
        LATE,
        string="Late answers",
        readonly=True,
        copy=False,
        help="Last third against first third. Who answers late is most like who did not"
        " answer.",
    )

    def _write_weighted(self, groups, atoms, hidden):
        """Keep the figures weighted by strata; return the notes."""
        # sudo: of the campaign whose result he counts
        strata = self.campaign_id.sudo().stratum_ids
        figures = {"score_post": 0, "gap_post": 0, "satisfaction_post": 0}
        notes = []
        found = {name: self._weigh(strata, groups, name) for name in figures}
        known = [one for one in found.values() if one.mean is not None]
        if known and not all(
            self._may_weigh(one, name, atoms, hidden) for name, one in found.items()
        ):
            notes = [["post", {}]]
        elif known:
            figures = {name: one.mean or 0 for name, one in found.items()}
            notes = _note_strata(known[0])
        # sudo: counted and never written by hand; he may write the result
        self.sudo().write(figures | {"has_post": any(figures.values())})
        return notes

    def _weigh(self, strata, groups, name):
        return post_stratify(
            [
                Counted(
                    str(stratum.id),
                    stratum.population,
                    *self._get_level(groups.get(("stratum", str(stratum.id))), name),
                )
                for stratum in strata
            ]
        )

    def _get_level(self, group, name):
        """Return (answers, mean) of a stratum's group."""
        if not group:
            return 0, None
        if name == "satisfaction_post":
            n, hits = group.satisfaction.n, group.satisfaction.hits
            return (n, 100 * hits / n) if n else (0, None)
        one = group.overall["gap" if name == "gap_post" else "perceived"]
        if one.mean is None:
            return 0, None
        if name == "gap_post":
            return one.n, one.mean
        return one.n, score_100(one.mean, self.scale_min, self.scale_max)

    def _explain(self, code, values):
        # sudo: names of parts of the population, in a result he may read
        strata = self.campaign_id.sudo().stratum_ids
        names = {stratum.id: stratum.name for stratum in strata}
        told = {one: names.get(values[one], "") for one in STRATA if one in values}
        return super()._explain(code, values | told)

    def _may_weigh(self, weighted, name, atoms, hidden):
        figure = "satisfaction" if name == "satisfaction_post" else "overall"
        if not atoms or figure not in atoms[0][1] or not weighted.weights:
            return True
        if sum(counts[figure] for _its, counts in atoms) < LEAST:
            return False
        ones = [(its, counts[figure]) for its, counts in atoms]
        return may_weigh(ones, hidden[figure], weighted.weights)

    def _write_response(self, facts):
        """Keep how many of those asked answered, and how well that stands for all."""
        # sudo: how many, not who; invitations are read by those who ask
        campaign = self.campaign_id.sudo()
        strata = campaign.stratum_ids
        population = sum(strata.mapped("population")) or campaign.drawn_count
        known = margin(facts.n, max(population, facts.n))
        self.sudo().write(  # sudo: as above
            {
                "asked_count": campaign.asked_count,
                "population": population,
                "response_rate": campaign.rr1,
                "margin": 100 * known if facts.n >= LEAST else 0,
            }
        )

    def _write_late(self, counter):
        """Say whether late answers differ; only of a closed campaign, and in words."""
        thirds = None
        if self.campaign_id.state == "closed":
            thirds = late_days(counter.count_days())
        if not thirds:
            self.sudo().late = False  # sudo: as above
            return
        change = difference(*(estimate_of(*third) for third in thirds))
        self.sudo().late = _word(change)  # sudo: as above


def _word(change):
    """Return better, worse or unsure of the ``Estimate`` of a change."""
    if change.low is not None and change.low > 0:
        return "better"
    if change.high is not None and change.high < 0:
        return "worse"
    return "unsure"


def _note_strata(weighted):
    """Return the notes with the strata's ids: their names are the reader's."""
    notes = [
        ["merged", {"one": int(one), "other": int(other)}]
        for one, other in weighted.merged.items()
    ]
    return notes + [["capped", {"one": int(one)}] for one in weighted.capped]
