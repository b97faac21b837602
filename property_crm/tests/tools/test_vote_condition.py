import doctest
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import vote_checks, vote_condition, vote_sums
from ...tools.vote_checks import RuleError
from ...tools.vote_condition import DEEPEST, Phrase, describe, parse_condition
from ...tools.vote_sums import BASES, MEASURES, VOTES, Counts, to_percent

HALF = {
    "measure": "head",
    "votes": "yes",
    "of": "participating",
    "op": ">",
    "num": 1,
    "den": 2,
}
COMPARE = {
    ">=": lambda one, other: one >= other,
    ">": lambda one, other: one > other,
    "<=": lambda one, other: one <= other,
    "<": lambda one, other: one < other,
}
thresholds = st.fixed_dictionaries(
    {
        "measure": st.sampled_from(MEASURES),
        "votes": st.sampled_from(VOTES),
        "of": st.sampled_from(BASES),
        "op": st.sampled_from(sorted(COMPARE)),
        "num": st.integers(1, 5),
        "den": st.integers(6, 9),
    }
)
trees = st.recursive(
    thresholds,
    lambda parts: st.builds(
        lambda kind, of: {kind: of},
        st.sampled_from(["all", "any"]),
        st.lists(parts, min_size=1, max_size=3),
    ),
    max_leaves=6,
)


def _make_counts(yes, no, abstain, invalid, absent):
    participating = yes + no + abstain + invalid
    return Counts(participating + absent, participating, yes, no, abstain)


counts = st.builds(_make_counts, *[st.integers(0, 40)] * 5)
sums = st.fixed_dictionaries(dict.fromkeys(MEASURES, counts))


@tagged("post_install", "-at_install")
class TestVoteCondition(BaseCase):
    def _refuse(self, data, code, path, **details):
        with self.assertRaises(RuleError) as refused:
            parse_condition(data, "quorum")
        error = refused.exception
        self.assertEqual((error.code, error.path), (code, path))
        self.assertEqual(error.details | details, error.details)

    def _meet(self, threshold, **votes):
        condition = parse_condition(HALF | threshold)
        return condition.is_met({condition.measure: Counts(**votes)})

    def test_examples(self):
        for module in (vote_checks, vote_condition, vote_sums):
            self.assertFalse(doctest.testmod(module).failed)

    def test_each_comparison_at_its_number(self):
        for op, met in (
            (">=", (False, True, True)),
            (">", (False, False, True)),
            ("<=", (True, True, False)),
            ("<", (True, False, False)),
        ):
            found = tuple(
                self._meet({"op": op, "num": 2, "den": 3}, participating=30, yes=yes)
                for yes in (19, 20, 21)
            )
            self.assertEqual(found, met, op)

    def test_what_is_counted_and_of_what(self):
        votes = {"register": 100, "participating": 60, "yes": 25, "no": 15}
        votes["abstain"] = 20
        part = {"yes": 25, "no": 15, "abstain": 20, "participating": 60, "cast": 40}
        whole = {"register": 100, "participating": 60, "cast": 40}
        for counted, number in part.items():
            for of, total in whole.items():
                if number >= total:
                    continue
                exact = {"votes": counted, "of": of, "num": number, "den": total}
                self.assertTrue(self._meet(exact | {"op": ">="}, **votes))
                self.assertFalse(self._meet(exact | {"op": ">"}, **votes))

    def test_thirds_are_exact(self):
        third = {"votes": "participating", "of": "register", "op": ">="}
        third |= {"num": 2, "den": 3}
        self.assertTrue(self._meet(third, register=52944, participating=35296))
        self.assertFalse(self._meet(third, register=52944, participating=35295))
        huge = 3 * 10**30
        self.assertTrue(self._meet(third, register=huge, participating=2 * 10**30))
        self.assertFalse(self._meet(third, register=huge, participating=2 * 10**30 - 1))

    def test_nothing_is_carried_where_nobody_voted(self):
        self.assertFalse(self._meet({"op": "<=", "votes": "no", "of": "cast"}))
        self.assertFalse(self._meet({"op": ">="}, register=9))

    def test_all_and_any(self):
        few = HALF | {"measure": "area"}
        both = {"head": Counts(9, 9, 9), "area": Counts(9, 9, 1)}
        self.assertFalse(parse_condition({"all": [HALF, few]}).is_met(both))
        self.assertTrue(parse_condition({"any": [few, HALF]}).is_met(both))

    def test_refusals_name_the_place(self):
        self._refuse(None, "not_an_object", "quorum")
        self._refuse([HALF], "not_an_object", "quorum")
        self._refuse({}, "missing_key", "quorum.measure")
        self._refuse({"all": []}, "empty", "quorum.all")
        self._refuse({"any": HALF}, "not_a_list", "quorum.any")
        self._refuse({"all": [HALF], "any": [HALF]}, "unknown_key", "quorum.any")
        self._refuse({"all": [HALF, 7]}, "not_an_object", "quorum.all[1]")
        self._refuse(HALF | {"note": ""}, "unknown_key", "quorum.note")
        deep = {"any": [{"all": [HALF, HALF | {"num": "1"}]}]}
        self._refuse(deep, "not_whole", "quorum.any[0].all[1].num", value="1")
        for key in ("measure", "votes", "of", "op"):
            self._refuse(HALF | {key: "x"}, "not_allowed", f"quorum.{key}", value="x")
            self._refuse(HALF | {key: ["yes"]}, "not_allowed", f"quorum.{key}")
        self._refuse(HALF | {"of": "yes"}, "not_allowed", "quorum.of", allowed=BASES)

    def test_refusals_of_numbers(self):
        for number in (0.5, True, None, Fraction(1, 2)):
            self._refuse(HALF | {"num": number}, "not_whole", "quorum.num")
            self._refuse(HALF | {"den": number}, "not_whole", "quorum.den")
        self._refuse(HALF | {"den": 0}, "too_small", "quorum.den", least=1)
        self._refuse(HALF | {"num": -1}, "too_small", "quorum.num", least=0)
        self._refuse(HALF | {"num": 3}, "too_large", "quorum.num", most=2)

    def test_what_is_always_or_never_met_is_refused(self):
        for op, num in ((">=", 0), ("<", 0), (">", 2), ("<=", 2)):
            self._refuse(HALF | {"op": op, "num": num}, "decides_nothing", "quorum.op")
        for op, num in ((">", 0), ("<=", 0), (">=", 2), ("<", 2)):
            parse_condition(HALF | {"op": op, "num": num})

    def test_a_tree_has_an_end(self):
        tree = HALF
        for _level in range(DEEPEST):
            tree = {"all": [tree]}
        parse_condition(tree)
        path = "quorum" + ".all[0]" * (DEEPEST + 1)
        self._refuse({"all": [tree]}, "too_deep", path)

    def test_templates(self):
        for op, num, template in (
            (">=", 1, "at_least"),
            (">", 1, "more_than"),
            ("<=", 1, "at_most"),
            ("<", 1, "less_than"),
            (">=", 2, "whole"),
            ("<=", 0, "none"),
            ("<", 2, "less_than"),
            (">", 0, "more_than"),
        ):
            phrase = describe(parse_condition(HALF | {"op": op, "num": num}))
            self.assertEqual(phrase.template, template)
            numbers = {"num": num, "den": 2}
            expected = {} if template in ("whole", "none") else numbers
            subject = {"measure": "head", "votes": "yes", "of": "participating"}
            self.assertEqual(phrase.arguments, subject | expected)

    def test_the_reader_gives_the_words(self):
        def say(template, arguments):
            if template == "all":
                return "且".join(arguments["parts"])
            return f"过{arguments['den']}分之{arguments['num']}"

        tree = parse_condition({"all": [HALF, HALF | {"num": 2, "den": 3}]})
        self.assertEqual(describe(tree, say), "过2分之1且过3分之2")
        self.assertIsInstance(describe(tree), Phrase)

    @given(trees)
    def test_what_is_written_is_read_back(self, data):
        condition = parse_condition(data)
        self.assertEqual(condition.to_dict(), data)
        self.assertEqual(parse_condition(condition.to_dict()), condition)

    @given(trees, sums)
    def test_agrees_with_exact_fractions(self, data, counted):
        def is_met(node):
            for kind, meets in (("all", all), ("any", any)):
                if kind in node:
                    return meets([is_met(part) for part in node[kind]])
            share = counted[node["measure"]].get_share(node["votes"], node["of"])
            limit = Fraction(node["num"], node["den"])
            return share is not None and COMPARE[node["op"]](share, limit)

        self.assertEqual(parse_condition(data).is_met(counted), is_met(data))

    @given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 4))
    def test_percentages_are_rounded_half_up(self, part, whole, digits):
        shown = Fraction(to_percent(Fraction(part, whole), digits))
        gap = (shown - Fraction(100 * part, whole)) * 10**digits
        self.assertTrue(-Fraction(1, 2) < gap <= Fraction(1, 2))
