from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import tagged

from ...tools.vote_register import Row
from ...tools.vote_sums import CHOICES, MEASURES
from ...tools.vote_tally import tally
from .tally_case import RULES, TallyCase, change, count

owners = st.sampled_from(["a", "b", "c", "d", "ab", "bc", ""])
rows_of = st.lists(
    st.builds(
        dict,
        area=st.integers(1, 5),
        entitlement=st.integers(1, 5),
        share=st.integers(1, 5),
        owners=owners,
        state=st.sampled_from(["sold", "sold", "sold", "unsold"]),
        kind=st.sampled_from(["dwelling", "dwelling", "parking"]),
    ),
    min_size=1,
    max_size=9,
)
chosen = st.lists(
    st.sampled_from([*CHOICES, "yes", "yes", None]), min_size=9, max_size=9
)
rules = st.sampled_from(sorted(RULES)).map(RULES.get) | st.sampled_from(
    [
        change(absent="follow_majority_if_served"),
        change("cn_major", head_identity="any_common"),
        change(invalid_counts_as_participating=True),
    ]
)


def make_rows(values):
    return [Row(f"U{place}", **each) for place, each in enumerate(values)]


def _vote_by_head(register, chosen):
    """Return ballots of units, one choice for each head; None does not vote."""
    heads = sorted(set(register.heads.values()))
    choices = dict(zip(heads, chosen, strict=False))
    return {
        unit: choices[head] for unit, head in register.heads.items() if choices[head]
    }


@tagged("post_install", "-at_install")
class TestVoteProperties(TallyCase):
    """What holds whatever the register and the ballots."""

    @given(rows_of, rules, chosen, st.data())
    def test_a_yes_more_never_does_harm(self, values, rule, chosen, data):
        register = rule.make_register(make_rows(values))
        ballots = _vote_by_head(register, chosen)
        silent = data.draw(st.sets(st.sampled_from(sorted(register.heads) or ["-"])))
        voted = {unit: ballots[unit] for unit in ballots if unit not in silent}
        against = {
            register.heads[unit] for unit, choice in voted.items() if choice != "yes"
        }
        willing = [
            unit
            for unit, head in register.heads.items()
            if unit not in voted and head not in against
        ]
        served = data.draw(st.sets(st.sampled_from(sorted(register.heads) or ["-"])))
        names = [outcome.name for outcome in rule.outcomes]
        before = tally(rule, register, voted.items(), served)
        if before.outcome not in names:
            return
        for unit in willing:
            more = (voted | {unit: "yes"}).items()
            after = tally(rule, register, more, served)
            self.assertIn(after.outcome, names)
            self.assertLessEqual(
                names.index(after.outcome), names.index(before.outcome)
            )

    @given(rows_of, rules, st.lists(st.sampled_from(CHOICES)), st.randoms())
    def test_the_order_never_matters(self, values, rule, choices, random):
        rows = make_rows(values)
        ballots = [(f"U{place % 10}", one) for place, one in enumerate(choices)]
        served = [row.unit for row in rows[::2]]
        result = count(rows, rule, ballots, served=served)
        for _again in range(3):
            random.shuffle(rows)
            random.shuffle(ballots)
            random.shuffle(served)
            self.assertEqual(count(rows, rule, ballots, served=served), result)

    @given(rows_of, rules, chosen, st.integers(2, 4))
    def test_co_owners_count_like_one_owner(self, values, rule, chosen, number):
        alone, together = [], []
        for place, each in enumerate(values):
            people = [f"{place} {person}" for person in range(number)]
            alone.append(each | {"owners": people[:1]})
            together.append(each | {"owners": people})
        units = [f"U{place}" for place in range(len(values))]
        register = rule.make_register(make_rows(alone))
        ballots = [
            (unit, choice)
            for unit, choice in zip(units, chosen, strict=False)
            if choice and unit in register.heads and register.heads[unit] != "dev"
        ]
        other = rule.make_register(make_rows(together))
        one, two = (tally(rule, each, ballots) for each in (register, other))
        self.assertEqual((one.outcome, one.sums), (two.outcome, two.sums))

    @given(rows_of, chosen)
    def test_a_part_divided_in_two_weighs_the_same(self, values, chosen):
        rule = RULES["cn_ordinary"]
        rows = make_rows([each | {"owners": each["owners"] or "z"} for each in values])
        register = rule.make_register(rows)
        ballots = _vote_by_head(register, chosen)
        parts, halves = [], {}
        for row in rows:
            for half, area in (("l", row.area // 2), ("r", -(-row.area // 2))):
                data = row.to_dict() | {"unit": row.unit + half, "area": area}
                parts.append(Row.from_dict(data))
                if row.unit in ballots:
                    halves[row.unit + half] = ballots[row.unit]
        whole = tally(rule, register, ballots.items())
        divided = count(parts, rule, halves.items())
        for measure in ("area", "head"):
            self.assertEqual(whole.sums[measure], divided.sums[measure])

    @given(rows_of, rules, chosen)
    def test_sums_agree_with_a_count_by_hand(self, values, rule, chosen):
        rows = make_rows(values)
        register = rule.make_register(rows)
        ballots = _vote_by_head(register, chosen)
        result = tally(rule, register, ballots.items())
        areas, heads = defaultdict(int), defaultdict(set)
        for row in rows:
            if row.unit in ballots:
                areas[ballots[row.unit]] += row.area
                heads[ballots[row.unit]].add(register.heads[row.unit])
        counts = result.quorum_sums
        if result.errors:
            self.assertEqual(
                {problem.code for problem in result.errors}, {"no_weights"}
            )
            return
        for choice in CHOICES:
            self.assertEqual(getattr(counts["area"], choice), areas[choice])
            self.assertEqual(getattr(counts["head"], choice), len(heads[choice]))
        for measure in MEASURES:
            count = counts[measure]
            self.assertEqual(count.participating, count.cast + count.abstain)
            self.assertLessEqual(count.participating, count.register)

    @given(st.integers(1, 10**12), st.integers(-1, 1))
    def test_thirds_are_exact_whatever_the_size(self, third, more):
        rows = [
            Row(1, area=2 * third + more, owners="a"),
            Row(2, area=third - more, owners="b"),
            Row(3, area=0, owners="c"),
        ]
        outcome = count(rows, "cn_major", [(1, "yes"), (3, "yes")]).outcome
        self.assertEqual(outcome, "no_quorum" if more < 0 else "passed")
