from datetime import timedelta
from random import Random

from odoo import api, fields, models

from ..instrument.survey_question import OF_ITEMS

# Levels on 1 to 7 and points of the ten determinants: expected, perceived, importance.
LEVELS = {
    "tangibles": (6.2, 6.0, 6),
    "reliability": (6.8, 5.4, 18),
    "responsiveness": (6.6, 5.0, 16),
    "competence": (6.5, 5.9, 10),
    "courtesy": (6.3, 6.2, 7),
    "credibility": (6.4, 5.8, 8),
    "security": (6.7, 6.4, 12),
    "access": (6.1, 5.7, 7),
    "communication": (6.3, 5.1, 9),
    "understanding": (6.0, 5.0, 7),
}
# How far the answers of a building are off, in the order of the buildings.
OF_BUILDINGS = (0.3, 0.0, -0.6, -0.2)
WORDS = (
    "电梯经常坏，希望尽快彻底修好。",
    "The guards are friendly, thank you.",
    "报修以后没有人回电话。",
    "The garden is much better than last year.",
    "物业费用了多少、怎么用的，希望公布得更清楚。",
    "Please answer the phone at the weekend.",
)
OUTCOMES = (("asked", 0.72), ("refused", 0.14), ("failed", 0.14))


class PropertySurveyCampaign(models.Model):
    """Answers as they might have been given, for demonstration data."""

    _inherit = "property.survey.campaign"

    @api.model
    def _fill_demo(self, campaign_id, months, share, lifts=(), seed=2026):
        """Let people have been asked months ago, and a share of them have answered.

        :param dict lifts: how much better determinants were found than before
        """
        campaign = self.browse(campaign_id)
        rng = Random(seed)
        start = fields.Date.subtract(fields.Date.today(), months=months)
        if months:
            campaign._create_demo_invitations(rng)
        else:
            campaign.action_start()
        drawn = campaign.invitation_ids.filtered(lambda one: one.state == "planned")
        drawn.write({"asked_on": start, "channel": "email"})
        drawn.state = "asked"
        # who can sign in is still asked: his page has something to show
        silent = drawn.filtered("partner_id.user_ids")
        chosen = rng.sample(drawn - silent, round(share * len(drawn - silent)))
        for one in chosen:
            day = min(start + timedelta(rng.randrange(12)), fields.Date.today())
            campaign._submit(
                campaign._make_demo_answers(rng, one, dict(lifts)),
                invitation=one,
                channel="email",
                day=day,
            )
        kinds, weights = zip(*OUTCOMES, strict=True)
        for one in drawn:
            if one.state == "asked" and not one.partner_id.user_ids:
                one.state = rng.choices(kinds, weights)[0]
        campaign.date_start = start
        if months:
            campaign.date_end = start + timedelta(20)
            campaign.action_close()
            campaign.closed_on = campaign.date_end
            campaign.result_ids.date = campaign.date_end

    def _create_demo_invitations(self, rng):
        """Create who was asked long ago: of each flat some, whose names are erased."""
        segments = self.env["property.segment"].search([], limit=4)
        roles = (("owner", "tenant"), ("owner",), ("owner", "family"))
        vals_list = []
        for sequence, building in enumerate(self.building_ids):
            people = [
                (unit, role) for unit in building.unit_ids for role in rng.choice(roles)
            ]
            stratum = self.stratum_ids.create(
                {
                    "campaign_id": self.id,
                    "sequence": sequence,
                    "building_id": building.id,
                    "population": len(people),
                    "invite_count": len(people),
                    "sample_size": round(0.66 * len(people)),
                }
            )
            vals_list += [
                {
                    "campaign_id": self.id,
                    "stratum_id": stratum.id,
                    "unit_id": unit.id,
                    "site_id": building.site_id.id,
                    "building_id": building.id,
                    "role": role,
                    "segment_id": rng.choice(segments or [segments]).id,
                }
                for unit, role in people
            ]
        self.env["property.survey.invitation"].create(vals_list)
        self.write({"state": "running", "seed": rng.randrange(10**6)})

    def _make_demo_answers(self, rng, invitation, lifts):
        """Return the answers of one person: his mood, his building, what was done."""
        answers = {}
        mood = rng.gauss(self._get_demo_mood(invitation.building_id), 0.7)
        points = _share_points(rng)
        for question in self._get_questions():
            role = question.quality_role
            code = question.determinant_id.code
            if role == "importance":
                answers[question.id] = points.get(code, 0)
            elif role in OF_ITEMS and code in LEVELS:
                found = mood + lifts.get(code, 0.0) if role == "perceived" else 0.0
                level = LEVELS[code][role == "perceived"] + found
                answers[question.id] = _on_scale(question, rng.gauss(level, 0.8))
            elif role:
                share = 0.72 + 0.11 * mood + 0.05 * len(lifts) + rng.gauss(0, 0.08)
                low, high = question.scale_min, question.scale_max
                answers[question.id] = _on_scale(question, low + share * (high - low))
            elif question.question_type == "text_box" and rng.random() < 0.12:
                answers[question.id] = rng.choice(WORDS)
        return answers

    def _get_demo_mood(self, building):
        places = self.stratum_ids.building_id.ids
        place = places.index(building.id) if building.id in places else 0
        return OF_BUILDINGS[place % len(OF_BUILDINGS)]


def _on_scale(question, level):
    return max(question.scale_min, min(question.scale_max, round(level)))


def _share_points(rng):
    """Return ``{determinant: points}``, a hundred in all."""
    points = {code: level[2] for code, level in LEVELS.items()}
    for _turn in range(6):
        giver, taker = rng.sample(list(points), 2)
        moved = min(points[giver], rng.randrange(4))
        points[giver] -= moved
        points[taker] += moved
    return points
