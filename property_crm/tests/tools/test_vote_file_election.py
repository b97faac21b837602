import copy
import doctest
import json

from odoo.tests import BaseCase, tagged

from ...tools import vote_file_election
from ...tools.vote_checks import RuleError
from ...tools.vote_file_election import say_elected
from ...tools.vote_presets import PRESETS
from ...tools.vote_register import Row
from ...tools.vote_result_file import (
    find_differences,
    get_digest,
    make_file,
    make_motion,
    read_file,
    write_file,
)

RULE = PRESETS["cn_ordinary"].rule
ROWS = [Row(f"U{n:02}", area=10000, owners=[f"o{n}"]) for n in range(10)]
# yes of ten: nine, seven, seven, two
YES = {"11": 9, "12": 7, "13": 7, "14": 2}


def make_election(result, yes=None, **values):
    """Return the file of an election of two with one alternate, ten voting."""
    yes = yes or YES
    election = {
        "seats": 2,
        "alternates": 1,
        "rank_by": "sum_of_shares",
        "seed": "17 05 33",
        "candidates": [{"key": key, "motion": f"5-{key}"} for key in yes],
        "result": result,
        **values,
    }
    motions = [
        make_motion("5", {"needs_vote": False}, title="Seats", election=election)
    ]
    for key, number in yes.items():
        ballots = [
            (row.unit, "yes" if place < number else "no")
            for place, row in enumerate(ROWS)
        ]
        motions.append(make_motion(f"5-{key}", RULE, ballots=ballots, title=f"c{key}"))
    return make_file("Spring", ROWS, motions)


RESULT = {
    "elected": ["11", "13"],
    "alternates": ["12"],
    "unseated": [],
    "failed": {"14": ["area", "head"]},
    "lots": [["12", "13"]],
    "vacant": 0,
}


@tagged("post_install", "-at_install")
class TestVoteFileElection(BaseCase):
    def reread(self, data):
        return read_file(write_file({**data, "digest": get_digest(data)}))

    def test_examples(self):
        self.assertFalse(doctest.testmod(vote_file_election).failed)

    def test_elected_again_from_the_file(self):
        data = self.reread(make_election(RESULT))
        self.assertEqual(find_differences(data), [])
        said = say_elected(data["motions"][0]["election"], data["motions"])
        self.assertEqual(said, "elected: c11, c13")

    def test_too_few_took_part(self):
        data = make_election(None)
        for motion in data["motions"][1:]:
            motion["ballots"] = motion["ballots"][:2]
        data = make_file(
            "Spring",
            ROWS,
            [{key: motion[key] for key in motion} for motion in data["motions"]],
        )
        self.assertEqual(find_differences(self.reread(data)), [])
        said = say_elected(data["motions"][0]["election"], data["motions"])
        self.assertEqual(said, "elected: nobody")

    def test_another_result_shows(self):
        changes = {
            "elected": {"result": {**RESULT, "elected": ["11", "12"]}},
            "alternates": {"result": {**RESULT, "alternates": []}},
            "failed": {"result": {**RESULT, "failed": {}}},
            "lots": {"result": {**RESULT, "lots": []}},
            "nobody": {"result": None},
            "seats": {"seats": 3},
            "more alternates": {"alternates": 0},
            "another lot": {"seed": "another"},
            "no lot": {"seed": ""},
            "who stands": {"candidates": [{"key": "11", "motion": "5-11"}]},
            "a motion without votes": {"candidates": [{"key": "11", "motion": "5"}]},
        }
        for name, change in changes.items():
            values = {"result": RESULT} | change
            data = make_election(**values)
            with self.subTest(name=name):
                self.assertEqual(
                    find_differences(self.reread(data)), [("5", "election")]
                )

    def test_the_ranking_shows(self):
        """By area another one is first than by heads."""
        rows = [*ROWS, Row("U99", area=90000, owners=["o99"])]
        data = make_election(RESULT)
        motions = copy.deepcopy(data["motions"])
        for motion, choice in zip(
            motions[1:], ("no", "yes", "yes", "yes"), strict=True
        ):
            motion["ballots"].append(["U99", choice])
        motions[0]["election"] |= {
            "rank_by": "heads",
            "result": {
                **RESULT,
                "failed": {"11": ["area"], "14": ["head"]},
                "elected": ["13", "12"],
                "alternates": [],
            },
        }
        data = self.reread(make_file("Spring", rows, motions))
        self.assertEqual(find_differences(data), [])

    def test_all_candidates_have_the_same_voters(self):
        data = make_election(RESULT)
        data["motions"][1]["ballots"].pop()
        data = make_file("Spring", ROWS, data["motions"])
        self.assertEqual(find_differences(self.reread(data)), [("5", "election")])

    def test_all_candidates_have_the_same_rule(self):
        """Nobody is elected by a majority of his own."""
        data = make_election(RESULT)
        rule = PRESETS["cn_ordinary_until_2020"].rule
        motion = data["motions"][1]
        data["motions"][1] = make_motion(
            motion["motion"], rule, ballots=motion["ballots"]
        )
        data = make_file("Spring", ROWS, data["motions"])
        self.assertEqual(find_differences(self.reread(data)), [("5", "election")])

    def test_the_rule_decides_who_passed(self):
        data = make_election(
            {**RESULT, "elected": ["11"], "alternates": [], "vacant": 1, "lots": []}
            | {"failed": dict.fromkeys(("12", "13", "14"), ["area", "head"])}
        )
        for place, motion in enumerate(data["motions"][1:], 1):
            data["motions"][place] = make_motion(
                motion["motion"], PRESETS["cn_major"].rule, ballots=motion["ballots"]
            )
        data = make_file("Spring", ROWS, data["motions"])
        self.assertEqual(find_differences(self.reread(data)), [])

    def test_what_is_no_election_is_refused_where_it_is_wrong(self):
        for path, value, at, code in (
            (("seats",), -1, r"seats", "too_small"),
            (("alternates",), "1", r"alternates", "not_whole"),
            (("rank_by",), "age", r"rank_by", "not_allowed"),
            (("seed",), None, r"seed", "no_key"),
            (("more",), 1, r"more", "unknown_key"),
            (("candidates",), {}, r"candidates", "not_a_list"),
            (("candidates", 0, "key"), 11, r"candidates\[0\].key", "no_key"),
            (("candidates", 0, "key"), "12", r"candidates\[1\].key", "twice"),
            (("candidates", 0, "motion"), "6", r"candidates\[0\].motion", "not_allow"),
            (("result",), [], r"result", "not_an_object"),
            (("result", "elected"), [1], r"result.elected", "no_key"),
        ):
            data = make_election(copy.deepcopy(RESULT))
            place = data["motions"][0]["election"]
            for key in path[:-1]:
                place = place[key]
            place[path[-1]] = value
            with self.subTest(path=path), self.assertRaises(RuleError) as caught:
                read_file(json.dumps(data))
            with self.subTest(path=path):
                self.assertRegex(str(caught.exception), rf"^motions\[0\].election.{at}")
                self.assertIn(code, caught.exception.code)
