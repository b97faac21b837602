import ast
import doctest
import json
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import (
    vote_checks,
    vote_condition,
    vote_facts,
    vote_heads,
    vote_presets,
    vote_register,
    vote_rule,
    vote_sums,
    vote_tally,
)
from ...tools.vote_presets import PRESETS
from ...tools.vote_register import Row, Scope, get_affected
from ...tools.vote_rule import parse_rule
from ...tools.vote_sums import CHOICES, MEASURES, to_percent
from ...tools.vote_tally import Problem, tally
from .vote_registers import make_n1, make_r1, make_r2, make_r3, vote

MODULES = (
    vote_checks,
    vote_condition,
    vote_facts,
    vote_heads,
    vote_presets,
    vote_register,
    vote_rule,
    vote_sums,
    vote_tally,
)
RULES = {
    code: preset.parse()
    for code, preset in PRESETS.items()
    if preset.rule.get("needs_vote", True)
}
ORDINARY = PRESETS["cn_ordinary"].rule
V6 = vote(yes="B101 B102 B103 C1 E1 A101 A102", no="A103 A104 A201")
V8 = vote(yes="A101 A102 A103 A104 E1 E2", abstain="A201 A202 B101 B102 B103")
# id: rows, rule, ballots, participating m² and heads, yes m² and heads, result, shown
VECTORS = {
    "V1": (
        make_r1(),
        "cn_ordinary",
        vote(yes="A101 A102 A103 A104 B101 B102 B103", no="C1 E1 E2"),
        (1340, 8),
        (850, 5),
        "passed",
        ("72.04", "72.73", "63.43", "62.50"),
    ),
    "V2": (
        make_r1(),
        "cn_ordinary",
        vote(yes="B101 B102 B103 C1 D1 D2 D3 D4 A101 A102 E1"),
        (1340, 6),
        (1340, 6),
        "no_quorum",
        ("72.04", "54.55", "100.00", "100.00"),
    ),
    "V3": (
        make_r1(),
        "cn_ordinary",
        vote(yes="A101 A102 A103 A104 A201 A202 E1 E2"),
        (840, 8),
        (840, 8),
        "no_quorum",
        ("45.16", "72.73", "100.00", "100.00"),
    ),
    "V4": (
        make_r1(),
        "cn_ordinary",
        vote(yes="A101 A102 A103 B101 B102 B103", no="A104 A201 C1 E1"),
        (1320, 8),
        (750, 4),
        "lost",
        ("70.97", "72.73", "56.82", "50.00"),
    ),
    "V5": (
        make_r2(),
        "cn_major",
        vote(yes="U1 U2 U3 U4 U5 U6", no="U7 U8"),
        (800, 8),
        (600, 6),
        "passed",
        ("66.67", "66.67", "75.00", "75.00"),
    ),
    "V5a": (
        make_r2(),
        "cn_major_until_2020",
        vote(yes="U1 U2 U3 U4 U5 U6", no="U7 U8"),
        (800, 8),
        (600, 6),
        "lost",
        ("66.67", "66.67", "75.00", "75.00"),
    ),
    "V6": (
        make_r1(),
        "cn_major",
        V6,
        (1320, 8),
        (1020, 5),
        "lost",
        ("70.97", "72.73", "77.27", "62.50"),
    ),
    "V7": (
        make_r1(),
        "cn_ordinary",
        V6,
        (1320, 8),
        (1020, 5),
        "passed",
        ("70.97", "72.73", "77.27", "62.50"),
    ),
    "V8": (
        make_r1(),
        "cn_ordinary",
        V8,
        (1290, 9),
        (640, 6),
        "lost",
        ("69.35", "81.82", "49.61", "66.67"),
    ),
    "V12": (
        make_r3(),
        "cn_major",
        vote(yes="F1 F2 F3"),
        (Decimal("352.96"), 3),
        (Decimal("352.96"), 3),
        "passed",
        ("66.67", "75.00", "100.00", "100.00"),
    ),
}


def _count(rows, code, ballots, **values):
    rule = RULES[code] if isinstance(code, str) else code
    scope = values.pop("scope", None)
    return tally(rule, rule.make_register(rows, scope), ballots, **values)


def _change(code="cn_ordinary", **values):
    return parse_rule(PRESETS[code].rule | values)


# What is just enough by each preset, and what just is not.
LIMITS = (
    ("cn_ordinary_until_2020", {"yes": 51, "absent": 49}, "passed"),
    ("cn_ordinary_until_2020", {"yes": 50, "no": 1, "absent": 49}, "lost"),
    ("cn_ordinary_until_2020", {"yes": 50, "absent": 50}, "no_quorum"),
    ("cn_major_until_2020", {"yes": 2, "absent": 1}, "passed"),
    ("cn_major_until_2020", {"yes": 66, "absent": 34}, "lost"),
    ("au_nsw_ordinary", {"yes": 3, "no": 2, "absent": 15}, "passed"),
    ("au_nsw_ordinary", {"yes": 3, "no": 3}, "lost"),
    ("au_nsw_ordinary", {"yes": 2, "no": 1, "abstain": 9}, "passed"),
    ("au_nsw_ordinary", {"yes": 4, "absent": 13}, "no_quorum"),
    ("au_nsw_ordinary_poll", {"yes": 3, "no": 2, "absent": 15}, "passed"),
    ("au_nsw_special", {"yes": 3, "no": 1}, "passed"),
    ("au_nsw_special", {"yes": 74, "no": 26}, "lost"),
    ("au_nsw_special", {"abstain": 9}, "lost"),
    ("au_nsw_sustainability", {"yes": 51, "no": 49}, "passed"),
    ("au_nsw_sustainability", {"yes": 50, "no": 50}, "lost"),
    ("au_nsw_unanimous", {"yes": 1, "abstain": 5}, "passed"),
    ("au_nsw_unanimous", {"yes": 99, "no": 1}, "lost"),
    ("au_qld_special", {"yes": 67, "no": 25, "absent": 8}, "passed"),
    ("au_qld_special", {"yes": 2, "no": 1, "absent": 97}, "lost"),
    ("au_qld_special", {"yes": 72, "no": 26, "absent": 2}, "lost"),
    ("au_vic_special", {"yes": 75, "no": 25}, "passed"),
    ("au_vic_special", {"yes": 74, "no": 25, "absent": 1}, "interim"),
    ("au_vic_special", {"yes": 74, "no": 26}, "lost"),
    ("au_vic_special", {"yes": 50, "absent": 50}, "interim"),
    ("au_vic_special", {"yes": 49, "absent": 51}, "lost"),
    ("au_vic_special_by_lot", {"yes": 75, "no": 25}, "passed"),
    ("hk_committee", {"yes": 30, "no": 29, "absent": 41}, "passed"),
    ("hk_committee", {"yes": 29, "absent": 71}, "lost"),
    ("hk_committee", {"yes": 40, "no": 40, "absent": 20}, "lost"),
    ("hk_committee", {"yes": 9, "absent": 91}, "no_quorum"),
    ("us_fl_hoa", {"yes": 16, "no": 14, "absent": 70}, "passed"),
    ("us_fl_hoa", {"yes": 15, "no": 14, "abstain": 1, "absent": 70}, "lost"),
    ("us_fl_hoa", {"yes": 29, "absent": 71}, "no_quorum"),
    ("us_fl_hoa_documents", {"yes": 2, "no": 1}, "passed"),
    ("us_fl_hoa_documents", {"yes": 66, "absent": 34}, "lost"),
    ("us_fl_condominium", {"yes": 26, "no": 25, "absent": 49}, "passed"),
    ("us_fl_condominium", {"yes": 50, "absent": 50}, "no_quorum"),
    ("us_fl_condominium", {"yes": 30, "no": 30}, "lost"),
    ("ca_bc_three_quarters", {"yes": 3, "no": 1, "abstain": 4}, "passed"),
    ("ca_bc_three_quarters", {"yes": 1, "absent": 2}, "passed"),
    ("ca_bc_three_quarters", {"yes": 33, "absent": 67}, "no_quorum"),
    ("ca_bc_three_quarters", {"yes": 74, "no": 26}, "lost"),
    ("sg_special", {"yes": 3, "no": 1, "absent": 9}, "passed"),
    ("sg_special", {"yes": 29, "absent": 71}, "no_quorum"),
    ("sg_special", {"yes": 74, "no": 26}, "lost"),
)


class TallyCase(BaseCase):
    def _check(self, result, outcome, **sums):
        """Check ``area=(participating, yes, no, abstain)`` and others like it."""
        self.assertEqual((result.outcome, result.errors), (outcome, ()))
        for measure, expected in sums.items():
            counts = result.sums[measure]
            found = (counts.participating, counts.yes, counts.no, counts.abstain)
            self.assertEqual(found, expected, measure)

    def _refuse(self, result, *problems):
        self.assertEqual(result.errors, problems)
        self.assertIsNone(result.outcome)
        self.assertEqual(result.sums["area"].participating, 0)


@tagged("post_install", "-at_install")
class TestVoteVectors(TallyCase):
    """Domain.md 1.6."""

    def test_examples(self):
        self.assertFalse(doctest.testmod(vote_tally).failed)

    def test_vectors(self):
        for name, vector in VECTORS.items():
            rows, code, ballots, participating, yes, outcome, shown = vector
            with self.subTest(name):
                result = _count(rows, code, ballots)
                area, head = result.sums["area"], result.sums["head"]
                self.assertEqual(result.outcome, outcome)
                self.assertEqual(
                    (area.participating, head.participating),
                    (100 * participating[0], participating[1]),
                )
                self.assertEqual((area.yes, head.yes), (100 * yes[0], yes[1]))
                ratios = result.get_ratios()
                names = ("participating_area", "participating_head")
                names += ("yes_area", "yes_head")
                percent = tuple(str(to_percent(ratios[name])) for name in names)
                self.assertEqual(percent, shown)

    def test_v5a_is_half_of_the_register(self):
        rows, code, ballots, *_ = VECTORS["V5a"]
        for measure in ("area", "head"):
            counts = _count(rows, code, ballots).sums[measure]
            self.assertEqual(counts.get_share("yes", "register"), Fraction(1, 2))

    def test_v8_sums(self):
        self._check(
            _count(make_r1(), "cn_ordinary", V8),
            "lost",
            area=(129000, 64000, 0, 65000),
            head=(9, 6, 0, 3),
        )

    def test_v11_one_owner_one_choice(self):
        ballots = vote(yes="A101 B101", no="B102")
        result = _count(make_r1(), "cn_ordinary", ballots)
        self._refuse(result, Problem("split_ballot", ("o7",)))

    def test_v12_needs_whole_numbers(self):
        self.assertLess(352.96 / 529.44, 2 / 3)
        rows = make_r3()
        rows[4] = Row("F5", area=11183, owners=["owner F4"])
        self.assertEqual(
            _count(rows, "cn_major", vote(yes="F1 F2 F3")).outcome, "no_quorum"
        )

    def test_v15_scope(self):
        scope = Scope("building", "A")
        for units, outcome, sums in (
            ("A101 A102 A103 A104", "passed", (40000, 4)),
            ("A101 A102 A103", "no_quorum", (30000, 3)),
        ):
            result = _count(make_r1(), "cn_ordinary", vote(yes=units), scope=scope)
            counts = result.sums
            self.assertEqual(result.outcome, outcome)
            self.assertEqual((counts["area"].yes, counts["head"].yes), sums)
            self.assertEqual(counts["area"].register, 60000)
            self.assertEqual(counts["head"].register, 6)

    def test_n1_the_developer_weighs_a_third(self):
        ballots = [("DEV", "no"), *((f"L{number}", "yes") for number in range(4))]
        result = _count(make_n1(), "au_nsw_special", ballots)
        self._check(result, "lost", entitlement=(60, 40, 20, 0))
        against = result.sums["entitlement"].get_share("no", "cast")
        self.assertEqual(str(to_percent(against, 1)), "33.3")
        self.assertEqual(result.quorum_sums["entitlement"].no, 60)


@tagged("post_install", "-at_install")
class TestVoteTally(TallyCase):
    def test_refused_ballots(self):
        ballots = vote(yes="A101 X2 X1 P7", no="A102", maybe="A103 A102")
        self._refuse(
            _count(make_r1(), "cn_ordinary", ballots),
            Problem("conflicting_ballots", ("A102",)),
            Problem("excluded_unit", ("P7",)),
            Problem("unknown_choice", ("maybe",)),
            Problem("unknown_unit", ("X1", "X2")),
        )

    def test_a_unit_out_of_scope_has_no_vote(self):
        ballots = vote(yes="A101 B101")
        scope = Scope("building", "A")
        result = _count(make_r1(), "cn_ordinary", ballots, scope=scope)
        self._refuse(result, Problem("unknown_unit", ("B101",)))

    def test_nothing_to_count_by(self):
        rows = [Row("1"), Row("2")]
        result = _count(rows, "cn_ordinary", vote(yes="1"))
        self._refuse(result, Problem("no_weights", ("area",)))
        result = _count([], "cn_ordinary", [])
        self._refuse(result, Problem("no_weights", ("area", "head")))
        self._check(_count(rows, "us_fl_hoa", vote(yes="1 2")), "passed")

    def test_an_emergency_is_not_voted_on(self):
        rule = PRESETS["cn_emergency"].parse()
        with self.assertRaises(ValueError):
            tally(rule, rule.make_register(make_r2()), [])

    def test_the_same_ballot_twice_counts_once(self):
        ballots = vote(yes="U1 U2 U3 U4 U5 U6 U7 U8")
        self._check(
            _count(make_r2(), "cn_major", ballots * 2),
            "passed",
            area=(80000, 80000, 0, 0),
            head=(8, 8, 0, 0),
        )

    def test_nobody_voted(self):
        for code, rule in RULES.items():
            rows = [Row("1", area=1, entitlement=1, share=1)]
            expected = "no_quorum" if rule.quorum else "lost"
            self.assertEqual(_count(rows, code, []).outcome, expected, code)

    def test_a_part_of_a_head_is_enough_for_the_head(self):
        self._check(
            _count(make_r1(), "cn_ordinary", vote(yes="B102")),
            "no_quorum",
            area=(15000, 15000, 0, 0),
            head=(1, 1, 0, 0),
        )

    def test_a_kind_may_count_by_area_only(self):
        rule = _change(exclude_kinds={"shop": ["head"]})
        rows = [
            Row("1", area=100, owners=["a"]),
            Row("2", "shop", area=50, owners=["b"]),
            Row("3", "shop", area=50, owners=["a"]),
        ]
        self._check(
            _count(rows, rule, vote(no="2 3")),
            "no_quorum",
            area=(100, 0, 100, 0),
            head=(0, 0, 0, 0),
        )
        self.assertEqual(rule.make_register(rows).totals["head"], 1)
        result = _count(rows, rule, vote(yes="1", no="3"))
        self._refuse(result, Problem("split_ballot", ("a",)))

    def test_owners_who_may_split_their_vote(self):
        rule = _change(one_owner_one_choice=False)
        ballots = vote(yes="A101 B101", no="B102", abstain="A102")
        self._check(
            _count(make_r1(), rule, ballots),
            "no_quorum",
            area=(50000, 25000, 15000, 10000),
            head=(3, 1, 0, 1),
        )

    def test_invalid_ballots(self):
        ballots = vote(yes="U1 U2 U3 U4", no="U5 U6", invalid="U7 U8")
        self._check(
            _count(make_r2(), "cn_ordinary", ballots),
            "no_quorum",
            area=(60000, 40000, 20000, 0),
            head=(6, 4, 2, 0),
        )
        rule = _change(invalid_counts_as_participating=True)
        self._check(
            _count(make_r2(), rule, ballots),
            "lost",
            area=(80000, 40000, 20000, 0),
            head=(8, 4, 2, 0),
        )

    def test_an_invalid_ballot_splits_nothing(self):
        ballots = vote(yes="B101", invalid="B102")
        rule = _change(invalid_counts_as_participating=True)
        self._check(
            _count(make_r1(), rule, ballots),
            "no_quorum",
            area=(30000, 15000, 0, 0),
            head=(1, 1, 0, 0),
        )
        result = _count(make_r1(), "cn_ordinary", ballots)
        self._check(result, "no_quorum", area=(15000, 15000, 0, 0))

    def test_the_absent_who_were_served_follow_the_majority(self):
        rule = _change(absent="follow_majority_if_served")
        ballots = vote(yes="U1 U2 U3", no="U4 U5")
        served = ["U5", "U6", "U7", "U8", "elsewhere"]
        result = _count(make_r2(), rule, ballots, served=served)
        self._check(result, "passed", area=(80000, 60000, 20000, 0), head=(8, 6, 2, 0))
        self.assertEqual(result.followers, ("U6", "U7", "U8"))
        self.assertEqual(result.followed, "yes")
        self._check(
            result.without_followers,
            "no_quorum",
            area=(50000, 30000, 20000, 0),
            head=(5, 3, 2, 0),
        )
        strict = _count(make_r2(), "cn_ordinary", ballots, served=served)
        self.assertIsNone(strict.without_followers)
        self.assertEqual(strict.outcome, "no_quorum")

    def test_nobody_follows_where_area_and_heads_disagree(self):
        rule = _change(absent="follow_majority_if_served")
        ballots = vote(yes="B101 B102 B103", no="A101 A102")
        result = _count(make_r1(), rule, ballots, served=["A103", "A104", "C1"])
        self.assertEqual((result.followed, result.followers), (None, ()))
        self.assertEqual(result.sums, result.without_followers.sums)

    def test_the_majority_may_be_against_or_abstain(self):
        rule = _change(absent="follow_majority_if_served")
        for choice in ("no", "abstain"):
            ballots = vote(yes="U1 U2", **{choice: "U3 U4 U5"})
            result = _count(make_r2(), rule, ballots, served=["U6"])
            self.assertEqual((result.followed, result.followers), (choice, ("U6",)))
        tie = _count(make_r2(), rule, vote(yes="U1", no="U2"), served=["U6"])
        self.assertIsNone(tie.followed)

    def test_who_voted_for_one_unit_is_not_absent_with_the_others(self):
        rule = _change(absent="follow_majority_if_served")
        ballots = vote(yes="A101 A102 B101", invalid="A103")
        served = ["B102", "A103", "D1"]
        result = _count(make_r1(), rule, ballots, served=served)
        self.assertEqual(result.followers, ("D1", "D2", "D3", "D4"), "one owner")

    def test_affected_owners_must_all_agree(self):
        rows = make_r1()
        scope = Scope("units", units=get_affected(rows, "A101"))
        everybody = "A102 A103 A104 A201 A202"
        for ballots, outcome in (
            (vote(yes=everybody), "passed"),
            (vote(yes=everybody[5:]), "lost"),
            (vote(yes=everybody[5:], abstain="A102"), "lost"),
        ):
            result = _count(rows, "cn_affected_unanimous", ballots, scope=scope)
            self.assertEqual(result.outcome, outcome)

    def test_a_result_can_be_written(self):
        rule = _change(absent="follow_majority_if_served")
        ballots = vote(yes="U1 U2 U3", no="U4 U5")
        result = _count(make_r2(), rule, ballots, served=["U6"])
        data = json.loads(json.dumps(result.to_dict()))
        self.assertEqual(data["sums"]["area"]["cast"], 60000)
        self.assertEqual(data["without_followers"]["sums"]["head"]["yes"], 3)
        wrong = _count(make_r2(), rule, vote(yes="X")).to_dict()
        self.assertEqual(wrong["errors"], [["unknown_unit", ["X"]]])


@tagged("post_install", "-at_install")
class TestVotePlaces(TallyCase):
    """The rules of other places, each on both sides of its limits."""

    def _count_lots(self, code, yes=0, no=0, abstain=0, absent=0, **values):
        """Count lots of one owner each that weigh one in all measures."""
        chosen = ["yes"] * yes + ["no"] * no + ["abstain"] * abstain
        rows = [
            Row(number, area=1, entitlement=1, share=1)
            for number in range(len(chosen) + absent)
        ]
        return _count(rows, code, enumerate(chosen), **values).outcome

    def test_limits(self):
        for code, lots, outcome in LIMITS:
            self.assertEqual(self._count_lots(code, **lots), outcome, (code, lots))

    def test_a_waiting_meeting_goes_on_without_quorum(self):
        few = {"yes": 1, "absent": 9}
        self.assertEqual(self._count_lots("au_nsw_special", **few), "no_quorum")
        late = {"is_quorum_relaxed": True}
        self.assertEqual(self._count_lots("au_nsw_special", **few, **late), "passed")
        self.assertEqual(self._count_lots("us_fl_hoa", **few, **late), "no_quorum")

    def test_by_number_or_by_value(self):
        rows = [Row("big", entitlement=90), *(Row(n, entitlement=5) for n in range(2))]
        ballots = [("big", "no"), (0, "yes"), (1, "yes")]
        for code, outcome in (
            ("au_nsw_ordinary", "passed"),
            ("au_nsw_ordinary_poll", "lost"),
            ("au_vic_special_by_lot", "lost"),
        ):
            self.assertEqual(_count(rows, code, ballots).outcome, outcome)

    def test_queensland_looks_at_lots_and_at_entitlements(self):
        rows = [Row(number, entitlement=1) for number in range(9)]
        ballots = [(number, "yes") for number in range(9)]
        for entitlement, outcome in ((3, "passed"), (4, "lost")):
            big = Row("big", entitlement=entitlement)
            result = _count([*rows, big], "au_qld_special", [*ballots, ("big", "no")])
            self.assertEqual(result.outcome, outcome)

    def test_an_original_owner_weighs_less_from_half_of_all(self):
        ballots = [("DEV", "no"), *((number, "yes") for number in range(4))]
        others = [Row(number, entitlement=10) for number in range(4)]
        for held, against in ((39, 39), (40, 13), (41, 13), (42, 14), (60, 20)):
            rows = [*others, Row("DEV", entitlement=held, state="unsold")]
            result = _count(rows, "au_nsw_special", ballots)
            self.assertEqual(result.sums["entitlement"].no, against)
            self.assertEqual(result.sums["entitlement"].register, 40 + held)
            self.assertEqual(result.sums["lot"].no, 1, "only the value is less")

    def test_an_original_owner_of_two_lots_weighs_all(self):
        rows = [Row("DEV", entitlement=60, state="unsold"), Row(1, entitlement=40)]
        ballots = [("DEV", "yes"), (1, "no")]
        counts = _count(rows, "au_nsw_special", ballots).sums["entitlement"]
        self.assertEqual(counts.yes, 60)
        rows.append(Row(2, entitlement=1))
        counts = _count(rows, "au_nsw_special", ballots).sums["entitlement"]
        self.assertEqual((counts.yes, counts.participating), (20, 60))

    def test_several_lots_of_an_original_owner_are_reduced_together(self):
        lots = [
            Row(f"D{number}", entitlement=20, state="unsold") for number in range(3)
        ]
        rows = [*lots, *(Row(number, entitlement=1) for number in range(4))]
        ballots = [*((lot.unit, "no") for lot in lots), (0, "yes")]
        result = _count(rows, "au_nsw_special", ballots)
        self._check(result, "lost", entitlement=(21, 1, 20, 0))
        result = _count(rows, "au_nsw_special", [*ballots[1:], ("D0", "invalid")])
        self._check(result, "lost", entitlement=(14, 1, 13, 0))

    def test_an_original_owner_still_makes_the_quorum(self):
        result = _count(make_n1(40), "au_nsw_special", [("DEV", "yes")])
        self._check(result, "passed", entitlement=(13, 13, 0, 0))


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
        _change(absent="follow_majority_if_served"),
        _change("cn_major", head_identity="any_common"),
        _change(invalid_counts_as_participating=True),
    ]
)


def _make_rows(values):
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
        register = rule.make_register(_make_rows(values))
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
        rows = _make_rows(values)
        ballots = [(f"U{place % 10}", one) for place, one in enumerate(choices)]
        served = [row.unit for row in rows[::2]]
        result = _count(rows, rule, ballots, served=served)
        for _again in range(3):
            random.shuffle(rows)
            random.shuffle(ballots)
            random.shuffle(served)
            self.assertEqual(_count(rows, rule, ballots, served=served), result)

    @given(rows_of, rules, chosen, st.integers(2, 4))
    def test_co_owners_count_like_one_owner(self, values, rule, chosen, number):
        alone, together = [], []
        for place, each in enumerate(values):
            people = [f"{place} {person}" for person in range(number)]
            alone.append(each | {"owners": people[:1]})
            together.append(each | {"owners": people})
        units = [f"U{place}" for place in range(len(values))]
        register = rule.make_register(_make_rows(alone))
        ballots = [
            (unit, choice)
            for unit, choice in zip(units, chosen, strict=False)
            if choice and unit in register.heads and register.heads[unit] != "dev"
        ]
        other = rule.make_register(_make_rows(together))
        one, two = (tally(rule, each, ballots) for each in (register, other))
        self.assertEqual((one.outcome, one.sums), (two.outcome, two.sums))

    @given(rows_of, chosen)
    def test_a_part_divided_in_two_weighs_the_same(self, values, chosen):
        rule = RULES["cn_ordinary"]
        rows = _make_rows([each | {"owners": each["owners"] or "z"} for each in values])
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
        divided = _count(parts, rule, halves.items())
        for measure in ("area", "head"):
            self.assertEqual(whole.sums[measure], divided.sums[measure])

    @given(rows_of, rules, chosen)
    def test_sums_agree_with_a_count_by_hand(self, values, rule, chosen):
        rows = _make_rows(values)
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
        outcome = _count(rows, "cn_major", [(1, "yes"), (3, "yes")]).outcome
        self.assertEqual(outcome, "no_quorum" if more < 0 else "passed")


@tagged("post_install", "-at_install")
class TestVoteNumbers(BaseCase):
    def test_nothing_is_divided_and_nothing_is_a_float(self):
        for module in MODULES:
            tree = ast.parse(Path(module.__file__).read_text())
            for node in ast.walk(tree):
                place = f"{module.__name__}:{getattr(node, 'lineno', '')}"
                self.assertNotIsInstance(node, ast.Div, place)
                if isinstance(node, ast.Constant):
                    self.assertNotIsInstance(node.value, float | complex, place)
                if isinstance(node, ast.Name | ast.Attribute):
                    name = getattr(node, "id", None) or getattr(node, "attr", None)
                    self.assertNotIn(name, ("float", "truediv", "fsum"), place)

    def test_a_large_site_is_counted_at_once(self):
        rule = RULES["cn_ordinary"]
        rows = [
            Row(unit, area=9000 + unit % 7, owners=[unit * 2 // 3])
            for unit in range(20_000)
        ]
        ballots = [
            (row.unit, CHOICES[next(iter(row.owners)) % 3]) for row in rows[:12_000]
        ]
        start = process_time()
        result = tally(rule, rule.make_register(rows), ballots)
        self.assertLess(process_time() - start, 1)
        self.assertEqual(result.outcome, "no_quorum")
        self.assertEqual(result.sums["lot"].participating, 12_000)
