from odoo.tests import tagged

from .result_common import ResultCommon


@tagged("post_install", "-at_install")
class TestResultVectors(ResultCommon):
    """The vectors of domain 1.6: called, cast and counted by the buttons.

    Each test names its vector. The others of section 1 are shown elsewhere:
    1.2 area and heads (test_freeze), 1.3 days of notice (test_flow, test_call_checks),
    1.4 election (test_vote_election_rule) and the votes of the committee
    (tests/committee); by the owners' own page test_cast_vectors; without Odoo
    tests/tools/test_vote_vectors, test_vote_days and test_vote_election.
    """

    def _check(self, outcome, part=None, yes=None):
        motion = self._count()
        self.assertEqual(motion.outcome, outcome)
        if part:
            found = (motion.sum_participating_area, motion.sum_participating_heads)
            self.assertEqual(found, part)
        if yes:
            self.assertEqual((motion.sum_yes_area, motion.sum_yes_heads), yes)

    def test_v1_passed(self):
        self._make_vote(self, self._make_r1())
        self._vote_names(yes="A101-A104 B101-B103", no="C1 E1 E2")
        self._check("passed", (134000, 8), (85000, 5))
        ratios = self.motion.result_data["ratios"]
        self.assertEqual(ratios["participating_area"], [67, 93])
        self.assertEqual(ratios["yes_head"], [5, 8])
        self.assertEqual(self.motion.sum_register_area, 186000)
        self.assertEqual(self.motion.sum_no_heads, 3)

    def test_v2_no_quorum_of_heads(self):
        self._make_vote(self, self._make_r1())
        self._vote_names(yes="B101-B103 C1 D1-D4 A101 A102 E1")
        self._check("no_quorum", (134000, 6), (134000, 6))

    def test_v3_no_quorum_of_area(self):
        self._make_vote(self, self._make_r1())
        self._vote_names(yes="A101-A202 E1 E2")
        self._check("no_quorum", (84000, 8), (84000, 8))

    def test_v4_half_is_not_more_than_half(self):
        self._make_vote(self, self._make_r1())
        self._vote_names(yes="A101-A103 B101-B103", no="A104 A201 C1 E1")
        self._check("lost", (132000, 8), (75000, 4))

    def test_v5_both_thresholds_exactly(self):
        self._make_vote(self, self._make_r2(), "cn_major")
        self._vote_names(yes="U1-U6", no="U7 U8")
        self._check("passed", (80000, 8), (60000, 6))

    def test_v5a_before_the_reform(self):
        # in force to this day, to be voted on today
        rule = self._get_rule("cn_major_until_2020").copy({"valid_until": False})
        self._make_vote(self, self._make_r2(), motion={"rule_id": rule.id})
        self._vote_names(yes="U1-U6", no="U7 U8")
        self._check("lost", (80000, 8), (60000, 6))

    def test_v6_and_v7_the_class_decides(self):
        place = self._make_r1()
        self.place = place
        self.assembly = self._open(
            self._create_assembly(place, "cn_major", "cn_ordinary")
        )
        for motion in self.assembly.motion_ids:
            self.motion = motion
            self._vote_names(yes="B101-B103 C1 E1 A101 A102", no="A103 A104 A201")
        self._count()
        major, ordinary = self.assembly.motion_ids
        self.assertEqual((major.outcome, ordinary.outcome), ("lost", "passed"))
        self.assertEqual((major.sum_yes_area, major.sum_yes_heads), (102000, 5))
        self.assertEqual(major.sum_participating_area, 132000)

    def test_v8_abstentions_take_part(self):
        self._make_vote(self, self._make_r1())
        self._vote_names(yes="A101-A104 E1 E2", abstain="A201 A202 B101-B103")
        self._check("lost", (129000, 9), (64000, 6))
        self.assertEqual(self.motion.sum_abstain_heads, 3)

    def test_v11_one_owner_one_choice(self):
        """The second choice of an owner is not taken; the first stands for all."""
        self._make_vote(self, self._make_r1())
        answers = self._vote_all({"A101": "yes", "B101": "yes", "B102": "no"})
        states = [answer["state"] for answer in answers]
        self.assertEqual(states, ["accepted", "accepted", "exists"])
        self._count()
        self.assertEqual(self.motion.sum_yes_area, 55000)
        self.assertEqual(self.motion.sum_no_area, 0)

    def test_v12_two_thirds_exactly(self):
        self._make_vote(self, self._make_r3(), "cn_major")
        self._vote_names(yes="F1 F2 F3")
        self._check("passed", (35296, 3), (35296, 3))

    def _make_part(self, code):
        place = self._make_r1(code)
        building = place.site.building_ids.filtered(lambda one: one.code == "A")
        self._make_vote(
            self, place, motion={"scope": "building", "building_id": building.id}
        )

    def test_v15_part_of_the_site(self):
        self._make_part("R1")
        self._vote_names(yes="A101-A104")
        self._check("passed", (40000, 4), (40000, 4))
        self._make_part("R1B")
        self._vote_names(yes="A101-A103")
        self._check("no_quorum", (30000, 3))

    def test_n1_the_original_owner_weighs_a_third(self):
        place = self._make_place("N1", developer_id=self.developer.id)
        rooms = [str(number) for number in range(1, 6)]
        self._add_units(place, "U", dict.fromkeys(rooms[:4], 100))
        self._add_units(place, "U", {"5": 100}, date_delivered=False)
        self._sell(place, U1="o1", U2="o2", U3="o3", U4="o4")
        self.env["property.unit.weight"].create(
            [
                {
                    "unit_id": unit.id,
                    "lot": 1,
                    "entitlement": 60 if name == "U5" else 10,
                }
                for name, unit in place.units.items()
            ]
        )
        self._make_vote(self, place, "au_nsw_special")
        self._vote_names(yes="U1-U4", no="U5")
        motion = self._count()
        counts = motion._get_counts("entitlement")
        self.assertEqual((counts.yes, counts.no), (40, 20))
        self.assertEqual(motion.outcome, "lost")
