from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools.safe_eval import safe_eval

from .result_common import ResultCommon


@tagged("post_install", "-at_install")
class TestVoteElectionRule(ResultCommon):
    """An election goes by its rule, which is one of the day and for elections."""

    def _prepare(self, place, rule, seats=2, names="abcd", **values):
        """Prepare an election by a rule, or by that of the code."""
        rule = self._get_rule(rule) if isinstance(rule, str) else rule
        return self._create_assembly(
            place,
            motion={
                "kind": "election",
                "rule_id": rule.id,
                "seats": seats,
                "candidate_ids": [Command.create({"name": name}) for name in names],
            },
            **values,
        )

    def _run(self, place, rule, *choices, **values):
        """Elect with the places of candidates: one text for each owner."""
        self.place = place
        self.assembly = self._open(self._prepare(place, rule, **values))
        self.motion = self.assembly.motion_ids
        people = self.motion.candidate_ids
        votes = [
            {
                "unit": unit.id,
                "candidates": [people[int(number)].id for number in chosen],
            }
            for unit, chosen in zip(place.units.values(), choices, strict=False)
        ]
        self.assertNotIn("refused", [one["state"] for one in self._cast(votes, "api")])
        self._count()
        return people

    def _weigh(self, place, **weights):
        """Give the units what they weigh beside their area."""
        [(name, numbers)] = weights.items()
        self.env["property.unit.weight"].create(
            [
                {"unit_id": unit.id, "lot": 1, name: number}
                for unit, number in zip(place.units.values(), numbers, strict=True)
            ]
        )

    def test_a_majority_of_lots_in_new_south_wales(self):
        """The shop with half of all area has one vote like the others."""
        place = self._make_r2()
        place.units["U12"].area_gross = 5000
        self._weigh(place, entitlement=(10,) * 12)
        people = self._run(
            place,
            "au_nsw_ordinary",
            *["01"] * 4,
            *["0"] * 2,
            *["2"] * 3,
            *["1"] * 2,
            "12",
        )
        self.assertEqual(
            people.mapped("result"), ["failed", "elected", "failed", "failed"]
        )
        self.assertEqual(people[1].votes_text, "Lots 7 (58.33 %)")

    def test_shares_in_hong_kong(self):
        """Half of what is cast and 30 % of all shares: heads and area do not count."""
        place = self._make_r2()
        self._weigh(place, share=(30, 31, *[1] * 8, 15, 16))
        people = self._run(place, "hk_committee", "0", "01", "1", "1", "1")
        self.assertEqual(self.motion.outcome, "passed")
        found = {one.name: one.result for one in people}
        self.assertEqual(found["a"], "elected")  # 61 of 64
        self.assertEqual(found["b"], "elected")  # 34 of 64, 34 of 107 in all
        self.assertEqual(found["c"], "failed")
        self.assertEqual(people[0].rank, 1)

    def test_before_2021_half_of_the_register(self):
        place = self._make_r2()
        rule = self._get_rule("cn_ordinary_until_2020").copy({"valid_until": False})
        people = self._run(place, rule, *["0"] * 6, "01", *["1"] * 3)
        self.assertEqual(people[:2].mapped("yes_heads"), [7, 4])
        self.assertEqual(people[:2].mapped("result"), ["elected", "failed"])

    def test_the_quorum_is_that_of_the_rule(self):
        place = self._make_r2()
        self._run(place, "us_fl_hoa", "0", "0", "0")
        self.assertEqual(self.motion.outcome, "no_quorum")
        self._run(place, "us_fl_hoa", "0", "0", "0", "0")
        self.assertEqual(self.motion.outcome, "passed")

    def test_the_vector_of_the_specification(self):
        """Domain 1.4, with one seat more: the ballots of the vector name up to four."""
        place = self._make_place("V14")
        areas = (230, 40, 40, 20, 160, 20, 100, 90, 100, 200)
        rooms = {str(number): area for number, area in enumerate(areas)}
        self._add_units(place, "E", rooms)
        self._sell(place, **{f"E{room}": f"o{room}" for room in rooms})
        self.place = place
        self.assembly = self._open(self._prepare(place, "cn_ordinary", 4, "12345"))
        self.motion = self.assembly.motion_ids
        people = self.motion.candidate_ids
        chosen = ["134", "1235", "1234", "5", "2", "25", "1245", "1234", "345", "1235"]
        votes = [
            {
                "unit": unit.id,
                "candidates": [people[int(name) - 1].id for name in names],
            }
            for unit, names in zip(place.units.values(), chosen, strict=True)
        ]
        self._cast(votes, "api")
        self._close(self.assembly)
        with self.assertRaisesRegex(UserError, "Draw a lot"):
            self.assembly.action_count()
        self.motion.lot_seed = "17 05 33"
        self.assembly.action_count()
        self.assertEqual(self.motion.sum_participating_area, 100000)
        found = [(one.yes_area, one.yes_heads) for one in people]
        self.assertEqual(
            found, [(70000, 6), (65000, 7), (70000, 6), (56000, 5), (48000, 6)]
        )
        election = self.motion.result_data["election"]
        self.assertEqual(election["elected"][0], str(people[1].id))
        first, second = (str(people[place].id) for place in (0, 2))
        self.assertEqual(set(election["elected"][1:]), {first, second})
        self.assertEqual(election["lots"], [sorted([first, second])])
        self.assertEqual(
            election["failed"],
            {str(people[3].id): ["head"], str(people[4].id): ["area"]},
        )
        self.assertEqual(election["vacant"], 1)

    def test_a_rule_that_elects_nobody(self):
        assembly = self._prepare(self._make_r2(), "cn_major")
        self.assertEqual(assembly.motion_ids.candidates_needed, 0)
        with self.assertRaisesRegex(ValidationError, "nobody is elected by the rule"):
            self._call(assembly)

    def test_the_margin_of_candidates(self):
        place = self._make_r2()
        assembly = self._prepare(place, "cn_ordinary", 5, "abcde")
        self.assertEqual(assembly.motion_ids.candidates_needed, 6)
        with self.assertRaisesRegex(ValidationError, "at least 6 candidates"):
            self._call(assembly)
        assembly.motion_ids.candidate_ids = [Command.create({"name": "f"})]
        self._call(assembly)
        self.assertEqual(assembly.state, "called")

    def test_a_site_sets_its_own_margin(self):
        place = self._make_r2()
        self.env["property.vote.procedure"].create(
            {
                "site_id": place.site.id,
                "valid_from": "2020-01-01",
                "margin_num": 0,
                "margin_den": 1,
            }
        )
        assembly = self._prepare(place, "cn_ordinary", 5, "abcde")
        self.assertEqual(assembly.motion_ids.candidates_needed, 5)
        self._call(assembly)

    def test_no_margin_is_asked_for_elsewhere(self):
        assembly = self._prepare(self._make_r2(), "us_fl_condominium", 3, "abc")
        self.assertEqual(assembly.motion_ids.candidates_needed, 3)
        self._call(assembly)

    def test_a_rule_of_the_past_is_refused(self):
        assembly = self._create_assembly(self._make_r2(), "cn_major_until_2020")
        with self.assertRaisesRegex(ValidationError, "not in force on"):
            self._call(assembly)

    def test_the_day_of_the_vote_decides(self):
        today = fields.Date.today()
        rule = self._get_rule("cn_ordinary").copy({"valid_until": today})
        later = fields.Datetime.now() + timedelta(days=2)
        assembly = self._create_assembly(
            self._make_r2(),
            motion={"rule_id": rule.id},
            opens_at=later,
            closes_at=later + timedelta(days=1),
        )
        with self.assertRaisesRegex(ValidationError, "not in force on"):
            self._call(assembly)
        rule.valid_until = today + timedelta(days=2)
        self._call(assembly)
        self.assertEqual(assembly.state, "called")

    def test_rules_of_another_time_are_not_offered(self):
        assembly = self._create_assembly(self._make_r2())
        motion = assembly.motion_ids
        self.assertEqual(motion.rule_day, assembly._get_vote_day())
        domain = safe_eval(
            motion._fields["rule_id"].domain, {"rule_day": motion.rule_day}
        )
        offered = motion.rule_id.search(domain)
        self.assertIn(self._get_rule("cn_major"), offered)
        self.assertNotIn(self._get_rule("cn_major_until_2020"), offered)
        with Form(motion) as form:
            form.rule_id = self._get_rule("cn_major")
