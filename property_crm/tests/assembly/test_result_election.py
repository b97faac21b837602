from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from ...tools.vote_result_file import find_differences, read_file
from .result_common import ResultCommon


@tagged("post_install", "-at_install")
class TestResultElection(ResultCommon):
    """Twelve owners of 100 m² elect two of four, with one alternate."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        place = cls._make_r2()
        candidates = [
            {"name": name, "partner_id": place.owners[name].id}
            for name in ("o1", "o2", "o3", "o4")
        ]
        cls._make_vote(
            cls,
            place,
            motion={
                "kind": "election",
                "seats": 2,
                "alternate_count": 1,
                "candidate_ids": [Command.create(vals) for vals in candidates],
            },
        )
        cls.candidates = cls.motion.candidate_ids

    def _choose(self, *choices):
        """Vote with the places of candidates: one text for each owner."""
        votes = [
            {
                "unit": self.place.units[f"U{number}"].id,
                "candidates": [self.candidates[int(place)].id for place in places],
            }
            for number, places in enumerate(choices, 1)
        ]
        answers = self._cast(votes, "api")
        self.assertEqual({answer["state"] for answer in answers}, {"accepted"})

    def _elect(self):
        # o1 has nine, o2 seven, o3 six of ten, o4 none
        self._choose("01", "01", "01", "01", "01", "01", "01", "02", "02", "")
        return self._count()

    def test_ranked(self):
        self._choose("01", "01", "01", "01", "01", "01", "01", "02", "02", "")
        self._count()
        self.assertEqual(self.motion.outcome, "passed")
        results = self.candidates.mapped("result")
        self.assertEqual(results, ["elected", "elected", "failed", "failed"])
        self.assertEqual(self.candidates.mapped("rank"), [1, 2, 0, 0])
        self.assertEqual(self.candidates.mapped("yes_heads"), [9, 7, 2, 0])
        self.assertEqual(self.candidates[0].yes_area, 90000)

    def test_votes_are_told_by_what_the_rule_counts(self):
        self._elect()
        self.assertEqual(
            self.candidates[0].votes_text,
            "Exclusive area 900.00 m² (90.00 %) · Heads 9 (90.00 %)",
        )

    def test_no_quorum_elects_nobody(self):
        self._choose("01", "01")
        self._count()
        self.assertEqual(self.motion.outcome, "no_quorum")
        self.assertEqual(set(self.candidates.mapped("result")), {False})

    def test_lot_among_equals(self):
        with self.assertRaises(ValidationError):
            self.motion.lot_seed = "before the close"
        self._choose("01", "01", "01", "01", "01", "01", "01", "01")
        self._close(self.assembly)
        with self.assertRaises(UserError):
            self.assembly.action_count()
        self.motion.lot_seed = "17 05 33"
        self.assembly.action_count()
        self.assertEqual(set(self.candidates[:2].mapped("result")), {"elected"})
        self.assertEqual(len(self.motion.result_data["election"]["lots"]), 1)
        with self.assertRaises(UserError):
            self.motion.lot_seed = "another"

    def test_file_of_an_election(self):
        self._elect()
        data = read_file(self.assembly.sudo().result_file_id.raw)
        self.assertEqual(find_differences(data), [])
        self.assertEqual(len(data["motions"]), 5)
        yes = data["motions"][1]["result"]["sums"]["head"]["yes"]
        self.assertEqual(yes, 9)

    def test_committee_of_the_elected(self):
        self._elect()
        with self.assertRaises(UserError):
            self.assembly.action_create_term()
        self.assembly.action_announce()
        action = self.assembly.action_create_term()
        term = self.env["property.committee.term"].browse(action["res_id"])
        self.assertEqual((term.site_id, term.seats), (self.place.site, 2))
        members = term.member_ids.sorted("rank")
        self.assertEqual(
            members.partner_id, self.place.owners["o1"] | self.place.owners["o2"]
        )
        self.assertEqual(members.mapped("yes_heads"), [9, 7])
        self.assertEqual(members.mapped("yes_area"), [90000, 70000])
        self.assertEqual(members[0].unit_id, self.place.units["U1"])
        self.assertEqual(self.assembly.action_create_term()["res_id"], term.id)

    def test_alternates_are_on_the_agenda(self):
        with self.assertRaises(UserError):
            self.motion.alternate_count = 2


@tagged("post_install", "-at_install")
class TestResultSecret(ResultCommon):
    """Opened by the scrutineers: sums are kept, choices are not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls._make_r2()
        cls.assembly = cls._create_assembly(cls.place, motion={"is_secret": True})
        cls.people = cls.place.owners["o1"] | cls.place.owners["o2"]
        cls.assembly._make_key(
            dict(zip(cls.people, ("correct horse 1", "battery staple"), strict=True))
        )
        cls._open(cls.assembly)
        cls.motion = cls.assembly.motion_ids

    def _open_ballots(self, *passphrases):
        action = self.assembly.action_count()
        lines = [
            Command.create({"partner_id": person.id, "passphrase": text})
            for person, text in zip(self.people, passphrases, strict=True)
        ]
        return (
            self.env[action["res_model"]]
            .with_user(self.manager)
            .with_context(**action["context"])
            .create({"line_ids": lines})
        )

    def test_opened_together(self):
        self._vote_names(yes="U1-U6", no="U7 U8", abstain="U9")
        self._close(self.assembly)
        with self.assertRaises(UserError):
            self._open_ballots("correct horse 1", "")
        with self.assertRaises(UserError):
            self._open_ballots("correct horse 1", "wrong passphrase")
        self.assertFalse(self.motion.outcome)
        wizard = self._open_ballots("correct horse 1", "battery staple")
        self.assertFalse(wizard.line_ids)
        self.assertEqual(self.motion.outcome, "passed")
        self.assertEqual(self.motion.sum_yes_heads, 6)
        self.assertEqual(self.motion.sum_abstain_heads, 1)
        self.assertEqual(set(self._get_ballots().mapped("choice")), {False})

    def test_file_holds_no_ballots(self):
        self._vote_names(yes="U1-U6", no="U7 U8")
        self._close(self.assembly)
        self._open_ballots("correct horse 1", "battery staple")
        data = read_file(self.assembly.sudo().result_file_id.raw)
        self.assertIsNone(data["motions"][0]["ballots"])
        self.assertEqual(find_differences(data), [])
        self.assertEqual(len(data["motions"][0]["entries"]), 8)
