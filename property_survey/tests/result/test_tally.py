from dataclasses import asdict

from freezegun import freeze_time
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ...models.result.tally import tally
from ...tools.facts import facts_of
from ...tools.result_sheet import from_facts
from .common import CampaignResultCommon

LEVELS = [st.none() | st.integers(1, 7)] * 6
POINTS = [st.none() | st.sampled_from([0, 20, 40, 60, 100, 33.5])] * 2
sheets = st.lists(
    st.tuples(
        *LEVELS, *POINTS, st.none() | st.integers(0, 10), st.none() | st.integers(1, 5)
    ),
    min_size=1,
    max_size=14,
).map(lambda found: [one for one in found if any(x is not None for x in one)])


class TestTally(CampaignResultCommon):
    """Counted in SQL, sheets come to what pure Python makes of the same answers."""

    def _compare(self, given_sheets, questions=None, **values):
        result = self.Result.create(
            {"name": "r", "campaign_id": self.campaign.id, **values}
        )
        layout = result._get_layout()
        with tally(self.env, layout, result._get_source()) as counter:
            facts, groups = counter.count()
            days = counter.count_figure_days()
        rows = [
            (who, question.id, number)
            for who, sheet in enumerate(given_sheets)
            for question, number in zip(questions or self.questions, sheet, strict=True)
            if number is not None
        ]
        wanted = facts_of(layout.questions, rows, layout.options)
        self._assert_alike(
            *(
                asdict(from_facts(one, layout.place, layout.options))
                for one in (facts, wanted)
            )
        )
        self.assertEqual(facts.counts, wanted.counts)
        said = facts.counts | {"n": facts.n}
        said |= {f"item|{name}": n.n for name, n in facts.items["perceived"].items()}
        found = {name: sum(days[name].values()) for name in said if name in days}
        self.assertEqual(found, {name: said[name] for name in found})
        self.assertLess({"n", "item|r1", "driver|reliability"}, found.keys())
        self.assertIn("item_driver|r1", found)
        self.assertEqual("own" in found, layout.has_own)
        return facts, groups

    def _assert_alike(self, found, wanted, where=""):
        if isinstance(wanted, dict):
            for key in wanted:
                self._assert_alike(found[key], wanted[key], f"{where}.{key}")
        elif isinstance(wanted, list):
            self.assertEqual(len(found), len(wanted))
            for number, (one, other) in enumerate(zip(found, wanted, strict=True)):
                self._assert_alike(one, other, f"{where}.{number}")
        elif isinstance(wanted, float):
            self.assertIsNotNone(found, where)
            self.assertAlmostEqual(found, wanted, 7, where)
        else:
            self.assertEqual(found, wanted, where)

    @settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
    @given(
        sheets.filter(bool),
        st.sampled_from(["determinants", "items"]),
        st.booleans(),
    )
    def test_as_in_pure_python(self, numbers, overall_by, is_five):
        self.Sheet.search([("campaign_id", "=", self.campaign.id)]).unlink()
        self._sheets(*numbers)
        self._compare(numbers, overall_by=overall_by, is_five=is_five)

    def test_without_what_few_said(self):
        """Few answer an item, few leave one out, few answer all of a determinant."""
        whole, no_r2 = (7, 6, 5, 5, 6, 5), (7, None, 5, 5, None, 5)
        no_r1, no_a1 = (None, 6, 5, None, 6, 5), (7, 6, None, 5, 3, None)
        rest = (60, 40, 10, 5)
        for sheets, parts in (
            ([whole] * 4 + [no_r2] * 9, ({"r1", "a1"}, set(), set())),
            ([whole] * 9 + [no_r2] * 4, ({"r1", "r2", "a1"}, {"reliability"}, set())),
            ([whole] * 4 + [no_r1] * 5 + [no_r2] * 5, ({"a1"}, set(), {"reliability"})),
            ([whole] * 4 + [no_a1] * 9, ({"r1", "r2"}, set(), set())),
        ):
            for overall_by in ("determinants", "items"):
                with self.subTest(parts=parts, overall_by=overall_by):
                    self.Sheet.search([("campaign_id", "=", self.campaign.id)]).unlink()
                    numbers = [sheet + rest for sheet in sheets]
                    self._sheets(*numbers)
                    facts, _groups = self._compare(numbers, overall_by=overall_by)
                    one = facts.parts
                    self.assertEqual((one.items, one.skipped, one.covered), parts)
                    self.assertEqual(facts.overall["gap"].n > 0, True)

    def test_half_of_what_counts_is_enough(self):
        """Of three items one was answered by few: one of the two others is half."""
        survey = self.survey.create({"title": "Three of one"})
        questions = self.questions.create(
            [
                {**self._prepare_question(*question), "survey_id": survey.id}
                for question in (
                    ("perceived", "r1", "reliability"),
                    ("perceived", "r2", "reliability"),
                    ("perceived", "r3", "reliability"),
                )
            ]
        )
        campaign = self._create_campaign(survey_id=survey.id)
        numbers = [(5, 6, None)] * 6 + [(3, None, None)] * 5 + [(4, 4, 2)] * 2
        self._sheets(*numbers, questions=questions, campaign=campaign)
        facts, _groups = self._compare(numbers, questions, campaign_id=campaign.id)
        one = facts.determinants["perceived"]["reliability"]
        self.assertEqual((one.n, one.mean), (13, (6 * 5.5 + 5 * 3 + 2 * 4) / 13))

    def test_perceived_only(self):
        survey = self.survey.create({"title": "How is it now?"})
        questions = self.questions.create(
            [
                {**self._prepare_question(*question), "survey_id": survey.id}
                for question in (
                    ("perceived", "r1", "reliability"),
                    ("perceived", "r2", "reliability"),
                    ("perceived", "a1", "access"),
                    ("recommend", False, False),
                )
            ]
        )
        campaign = self._create_campaign(survey_id=survey.id)
        numbers = [(5, 6, 4, 9), (4, None, 6, 3), (None, None, None, 3)] * 3
        self._sheets(*numbers, questions=questions, campaign=campaign)
        facts, _groups = self._compare(numbers, questions, campaign_id=campaign.id)
        self.assertEqual(facts.overall["gap"].n, 0)

    def test_a_group_is_counted_as_if_alone(self):
        mine = [(7, 6, 5, 5, 6, 5, 60, 40, 10, 4), (6, 6, 6, 5, 4, 6, 80, 20, 9, 5)] * 3
        self._sheets(*mine, role="owner")
        self._sheets(*[(7, 7, 7, 2, 3, 4, 50, 50, 2, 1)] * 5, role="tenant")
        _facts, groups = self._compare([*mine, *[(7, 7, 7, 2, 3, 4, 50, 50, 2, 1)] * 5])
        alone = self._create_campaign()
        self._sheets(*mine, campaign=alone)
        result = self.Result.create({"name": "r", "campaign_id": alone.id})
        layout = result._get_layout()
        with tally(self.env, layout, result._get_source()) as counter:
            facts, _groups = counter.count()
        group = groups["role", "owner"]
        self._assert_alike(
            {kind: asdict(one) for kind, one in group.overall.items()},
            {kind: asdict(one) for kind, one in facts.overall.items()},
        )
        self.assertEqual(group.satisfaction, facts.singles["satisfaction"])

    def test_same_queries(self):
        """However many sheets, as many statements."""
        self._sheets(*[(7, 6, 5, 5, 6, 5, 60, 40, 10, 4)] * 10, role="owner")
        campaign = self._create_campaign()
        self._sheets(
            *[(7, 6, 5, 5, 6, 5, 60, 40, 10, 4)] * 1000, campaign=campaign, role="owner"
        )
        with freeze_time("2026-03-02 08:00:00"):
            result, many = self._count(), self._count(campaign)
            self._get_query_count(result)  # warms what is the same for all
            counts = [self._get_query_count(one) for one in (result, many)]
        self.assertEqual(*counts)
        self.assertEqual(many.answer_count, 1000)

    def _get_query_count(self, result):
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        result.action_count()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before
