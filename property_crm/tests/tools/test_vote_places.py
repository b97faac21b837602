from odoo.tests import tagged

from ...tools.vote_register import Row
from .tally_case import RULES, TallyCase, count
from .vote_registers import make_n1

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


# By what each counts: the quorum, then the majority.
BOTH = "area head"
MEASURES = {
    "cn_ordinary": (BOTH, BOTH),
    "cn_major": (BOTH, BOTH),
    "cn_ordinary_until_2020": (BOTH, BOTH),
    "cn_major_until_2020": (BOTH, BOTH),
    "cn_affected_unanimous": ("", BOTH),
    "au_nsw_ordinary": ("head entitlement", "lot"),
    "au_nsw_ordinary_poll": ("head entitlement", "entitlement"),
    "au_nsw_special": ("head entitlement", "entitlement"),
    "au_nsw_sustainability": ("head entitlement", "entitlement"),
    "au_nsw_unanimous": ("head entitlement", "lot"),
    "au_qld_special": ("", "lot lot entitlement"),
    "au_vic_special": ("", "entitlement entitlement entitlement"),
    "au_vic_special_by_lot": ("", "lot lot lot"),
    "hk_committee": ("head", "share share"),
    "us_fl_hoa": ("lot", "lot"),
    "us_fl_hoa_documents": ("lot", "lot"),
    "us_fl_condominium": ("lot", "lot"),
    "ca_bc_three_quarters": ("lot", "lot"),
    "sg_special": ("share", "share"),
}


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
        return count(rows, code, enumerate(chosen), **values).outcome

    def test_limits(self):
        for code, lots, outcome in LIMITS:
            self.assertEqual(self._count_lots(code, **lots), outcome, (code, lots))

    def test_measures(self):
        """The limits above are of lots that weigh the same in all measures."""
        for code, rule in RULES.items():
            quorum = rule.quorum.get_thresholds() if rule.quorum else []
            passing = [
                test for one in rule.outcomes for test in one.when.get_thresholds()
            ]
            found = tuple(
                " ".join(test.measure for test in tests) for tests in (quorum, passing)
            )
            self.assertEqual(found, MEASURES.get(code), code)

    def test_persons_make_the_quorum_of_hong_kong(self):
        rows = [Row("big", share=90), *(Row(number, share=1) for number in range(10))]
        self.assertEqual(
            count(rows, "hk_committee", [("big", "yes")]).outcome, "no_quorum"
        )
        ballots = [("big", "yes"), (1, "no")]
        self.assertEqual(count(rows, "hk_committee", ballots).outcome, "passed")

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
            self.assertEqual(count(rows, code, ballots).outcome, outcome)

    def test_queensland_looks_at_lots_and_at_entitlements(self):
        rows = [Row(number, entitlement=1) for number in range(9)]
        ballots = [(number, "yes") for number in range(9)]
        for entitlement, outcome in ((3, "passed"), (4, "lost")):
            big = Row("big", entitlement=entitlement)
            result = count([*rows, big], "au_qld_special", [*ballots, ("big", "no")])
            self.assertEqual(result.outcome, outcome)

    def test_an_original_owner_weighs_less_from_half_of_all(self):
        ballots = [("DEV", "no"), *((number, "yes") for number in range(4))]
        others = [Row(number, entitlement=10) for number in range(4)]
        for held, against in ((39, 39), (40, 13), (41, 13), (42, 14), (60, 20)):
            rows = [*others, Row("DEV", entitlement=held, state="unsold")]
            result = count(rows, "au_nsw_special", ballots)
            self.assertEqual(result.sums["entitlement"].no, against)
            self.assertEqual(result.sums["entitlement"].register, 40 + held)
            self.assertEqual(result.sums["lot"].no, 1, "only the value is less")

    def test_an_original_owner_of_two_lots_weighs_all(self):
        rows = [Row("DEV", entitlement=60, state="unsold"), Row(1, entitlement=40)]
        ballots = [("DEV", "yes"), (1, "no")]
        counts = count(rows, "au_nsw_special", ballots).sums["entitlement"]
        self.assertEqual(counts.yes, 60)
        rows.append(Row(2, entitlement=1))
        counts = count(rows, "au_nsw_special", ballots).sums["entitlement"]
        self.assertEqual((counts.yes, counts.participating), (20, 60))

    def test_several_lots_of_an_original_owner_are_reduced_together(self):
        lots = [
            Row(f"D{number}", entitlement=20, state="unsold") for number in range(3)
        ]
        rows = [*lots, *(Row(number, entitlement=1) for number in range(4))]
        ballots = [*((lot.unit, "no") for lot in lots), (0, "yes")]
        result = count(rows, "au_nsw_special", ballots)
        self._check(result, "lost", entitlement=(21, 1, 20, 0))
        result = count(rows, "au_nsw_special", [*ballots[1:], ("D0", "invalid")])
        self._check(result, "lost", entitlement=(14, 1, 13, 0))

    def test_an_original_owner_still_makes_the_quorum(self):
        result = count(make_n1(40), "au_nsw_special", [("DEV", "yes")])
        self._check(result, "passed", entitlement=(13, 13, 0, 0))
