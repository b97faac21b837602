import doctest
from decimal import Decimal
from fractions import Fraction

from odoo.tests import tagged

from ...tools import (
    vote_tally,
)
from ...tools.vote_register import Row, Scope
from ...tools.vote_sums import to_percent
from ...tools.vote_tally import Problem
from .tally_case import TallyCase, count
from .vote_registers import make_n1, make_r1, make_r2, make_r3, vote

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


@tagged("post_install", "-at_install")
class TestVoteVectors(TallyCase):
    """Domain.md 1.6."""

    def test_examples(self):
        self.assertFalse(doctest.testmod(vote_tally).failed)

    def test_vectors(self):
        for name, vector in VECTORS.items():
            rows, code, ballots, participating, yes, outcome, shown = vector
            with self.subTest(name):
                result = count(rows, code, ballots)
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
            counts = count(rows, code, ballots).sums[measure]
            self.assertEqual(counts.get_share("yes", "register"), Fraction(1, 2))

    def test_v8_sums(self):
        self._check(
            count(make_r1(), "cn_ordinary", V8),
            "lost",
            area=(129000, 64000, 0, 65000),
            head=(9, 6, 0, 3),
        )

    def test_v11_one_owner_one_choice(self):
        ballots = vote(yes="A101 B101", no="B102")
        result = count(make_r1(), "cn_ordinary", ballots)
        self._refuse(result, Problem("split_ballot", ("o7",)))

    def test_v12_needs_whole_numbers(self):
        self.assertLess(352.96 / 529.44, 2 / 3)
        rows = make_r3()
        rows[4] = Row("F5", area=11183, owners=["owner F4"])
        self.assertEqual(
            count(rows, "cn_major", vote(yes="F1 F2 F3")).outcome, "no_quorum"
        )

    def test_v15_scope(self):
        scope = Scope("building", "A")
        for units, outcome, sums in (
            ("A101 A102 A103 A104", "passed", (40000, 4)),
            ("A101 A102 A103", "no_quorum", (30000, 3)),
        ):
            result = count(make_r1(), "cn_ordinary", vote(yes=units), scope=scope)
            counts = result.sums
            self.assertEqual(result.outcome, outcome)
            self.assertEqual((counts["area"].yes, counts["head"].yes), sums)
            self.assertEqual(counts["area"].register, 60000)
            self.assertEqual(counts["head"].register, 6)

    def test_n1_the_developer_weighs_a_third(self):
        ballots = [("DEV", "no"), *((f"L{number}", "yes") for number in range(4))]
        result = count(make_n1(), "au_nsw_special", ballots)
        self._check(result, "lost", entitlement=(60, 40, 20, 0))
        against = result.sums["entitlement"].get_share("no", "cast")
        self.assertEqual(str(to_percent(against, 1)), "33.3")
        self.assertEqual(result.quorum_sums["entitlement"].no, 60)

    def test_the_reduced_weight_decides(self):
        """60 of 120 weigh 20: a quarter of the 80 that are left, so it is carried."""
        rows = [
            Row("DEV", entitlement=60, state="unsold"),
            *(
                Row(f"L{number}", entitlement=10, owners=[number])
                for number in range(6)
            ),
        ]
        ballots = [("DEV", "no"), *((f"L{number}", "yes") for number in range(6))]
        result = count(rows, "au_nsw_special", ballots)
        self._check(result, "passed", entitlement=(80, 60, 20, 0))
