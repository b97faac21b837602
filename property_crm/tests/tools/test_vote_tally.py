import ast
import json
from pathlib import Path

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
from ...tools.vote_sums import CHOICES
from ...tools.vote_tally import Problem, tally
from .tally_case import RULES, TallyCase, change, count
from .vote_registers import make_r1, make_r2, vote

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


@tagged("post_install", "-at_install")
class TestVoteTally(TallyCase):
    def test_refused_ballots(self):
        ballots = vote(yes="A101 X2 X1 P7", no="A102", maybe="A103 A102")
        self._refuse(
            count(make_r1(), "cn_ordinary", ballots),
            Problem("conflicting_ballots", ("A102",)),
            Problem("excluded_unit", ("P7",)),
            Problem("unknown_choice", ("maybe",)),
            Problem("unknown_unit", ("X1", "X2")),
        )

    def test_a_unit_out_of_scope_has_no_vote(self):
        ballots = vote(yes="A101 B101")
        scope = Scope("building", "A")
        result = count(make_r1(), "cn_ordinary", ballots, scope=scope)
        self._refuse(result, Problem("unknown_unit", ("B101",)))

    def test_nothing_to_count_by(self):
        rows = [Row("1"), Row("2")]
        result = count(rows, "cn_ordinary", vote(yes="1"))
        self._refuse(result, Problem("no_weights", ("area",)))
        result = count([], "cn_ordinary", [])
        self._refuse(result, Problem("no_weights", ("area", "head")))
        self._check(count(rows, "us_fl_hoa", vote(yes="1 2")), "passed")

    def test_an_emergency_is_not_voted_on(self):
        rule = PRESETS["cn_emergency"].parse()
        with self.assertRaises(ValueError):
            tally(rule, rule.make_register(make_r2()), [])

    def test_the_same_ballot_twice_counts_once(self):
        ballots = vote(yes="U1 U2 U3 U4 U5 U6 U7 U8")
        self._check(
            count(make_r2(), "cn_major", ballots * 2),
            "passed",
            area=(80000, 80000, 0, 0),
            head=(8, 8, 0, 0),
        )

    def test_nobody_voted(self):
        for code, rule in RULES.items():
            rows = [Row("1", area=1, entitlement=1, share=1)]
            expected = "no_quorum" if rule.quorum else "lost"
            self.assertEqual(count(rows, code, []).outcome, expected, code)

    def test_a_part_of_a_head_is_enough_for_the_head(self):
        self._check(
            count(make_r1(), "cn_ordinary", vote(yes="B102")),
            "no_quorum",
            area=(15000, 15000, 0, 0),
            head=(1, 1, 0, 0),
        )

    def test_a_kind_may_count_by_area_only(self):
        rule = change(exclude_kinds={"shop": ["head"]})
        rows = [
            Row("1", area=100, owners=["a"]),
            Row("2", "shop", area=50, owners=["b"]),
            Row("3", "shop", area=50, owners=["a"]),
        ]
        self._check(
            count(rows, rule, vote(no="2 3")),
            "no_quorum",
            area=(100, 0, 100, 0),
            head=(0, 0, 0, 0),
        )
        self.assertEqual(rule.make_register(rows).totals["head"], 1)
        result = count(rows, rule, vote(yes="1", no="3"))
        self._refuse(result, Problem("split_ballot", ("a",)))

    def test_owners_who_may_split_their_vote(self):
        rule = change(one_owner_one_choice=False)
        ballots = vote(yes="A101 B101", no="B102", abstain="A102")
        self._check(
            count(make_r1(), rule, ballots),
            "no_quorum",
            area=(50000, 25000, 15000, 10000),
            head=(3, 1, 0, 1),
        )

    def test_invalid_ballots(self):
        ballots = vote(yes="U1 U2 U3 U4", no="U5 U6", invalid="U7 U8")
        self._check(
            count(make_r2(), "cn_ordinary", ballots),
            "no_quorum",
            area=(60000, 40000, 20000, 0),
            head=(6, 4, 2, 0),
        )
        rule = change(invalid_counts_as_participating=True)
        self._check(
            count(make_r2(), rule, ballots),
            "lost",
            area=(80000, 40000, 20000, 0),
            head=(8, 4, 2, 0),
        )

    def test_an_invalid_ballot_splits_nothing(self):
        ballots = vote(yes="B101", invalid="B102")
        rule = change(invalid_counts_as_participating=True)
        self._check(
            count(make_r1(), rule, ballots),
            "no_quorum",
            area=(30000, 15000, 0, 0),
            head=(1, 1, 0, 0),
        )
        result = count(make_r1(), "cn_ordinary", ballots)
        self._check(result, "no_quorum", area=(15000, 15000, 0, 0))

    def test_the_absent_who_were_served_follow_the_majority(self):
        rule = change(absent="follow_majority_if_served")
        ballots = vote(yes="U1 U2 U3", no="U4 U5")
        served = ["U5", "U6", "U7", "U8", "elsewhere"]
        result = count(make_r2(), rule, ballots, served=served)
        self._check(result, "passed", area=(80000, 60000, 20000, 0), head=(8, 6, 2, 0))
        self.assertEqual(result.followers, ("U6", "U7", "U8"))
        self.assertEqual(result.followed, "yes")
        self._check(
            result.without_followers,
            "no_quorum",
            area=(50000, 30000, 20000, 0),
            head=(5, 3, 2, 0),
        )
        strict = count(make_r2(), "cn_ordinary", ballots, served=served)
        self.assertIsNone(strict.without_followers)
        self.assertEqual(strict.outcome, "no_quorum")

    def test_nobody_follows_where_area_and_heads_disagree(self):
        rule = change(absent="follow_majority_if_served")
        ballots = vote(yes="B101 B102 B103", no="A101 A102")
        result = count(make_r1(), rule, ballots, served=["A103", "A104", "C1"])
        self.assertEqual((result.followed, result.followers), (None, ()))
        self.assertEqual(result.sums, result.without_followers.sums)

    def test_the_majority_may_be_against_or_abstain(self):
        rule = change(absent="follow_majority_if_served")
        for choice in ("no", "abstain"):
            ballots = vote(yes="U1 U2", **{choice: "U3 U4 U5"})
            result = count(make_r2(), rule, ballots, served=["U6"])
            self.assertEqual((result.followed, result.followers), (choice, ("U6",)))
        tie = count(make_r2(), rule, vote(yes="U1", no="U2"), served=["U6"])
        self.assertIsNone(tie.followed)

    def test_who_voted_for_one_unit_is_not_absent_with_the_others(self):
        rule = change(absent="follow_majority_if_served")
        ballots = vote(yes="A101 A102 B101", invalid="A103")
        served = ["B102", "A103", "D1"]
        result = count(make_r1(), rule, ballots, served=served)
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
            result = count(rows, "cn_affected_unanimous", ballots, scope=scope)
            self.assertEqual(result.outcome, outcome)

    def test_a_result_can_be_written(self):
        rule = change(absent="follow_majority_if_served")
        ballots = vote(yes="U1 U2 U3", no="U4 U5")
        result = count(make_r2(), rule, ballots, served=["U6"])
        data = json.loads(json.dumps(result.to_dict()))
        self.assertEqual(data["sums"]["area"]["cast"], 60000)
        self.assertEqual(data["without_followers"]["sums"]["head"]["yes"], 3)
        wrong = count(make_r2(), rule, vote(yes="X")).to_dict()
        self.assertEqual(wrong["errors"], [["unknown_unit", ["X"]]])


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

    def test_a_large_site_is_counted(self):
        rule = RULES["cn_ordinary"]
        rows = [
            Row(unit, area=9000 + unit % 7, owners=[unit * 2 // 3])
            for unit in range(20_000)
        ]
        ballots = [
            (row.unit, CHOICES[next(iter(row.owners)) % 3]) for row in rows[:12_000]
        ]
        result = tally(rule, rule.make_register(rows), ballots)
        self.assertEqual(result.outcome, "no_quorum")
        self.assertEqual(result.sums["lot"].participating, 12_000)
