import copy

from odoo.fields import Command
from odoo.tests import tagged

from ...tools.vote_result_file import find_differences, get_digest, read_file
from .result_common import ResultCommon


@tagged("post_install", "-at_install")
class TestResultElectionFile(ResultCommon):
    """Twelve owners of 100 m² elect two of three; anybody finds the same two."""

    def _elect(self, is_secret=False):
        self.place = self._make_r2()
        people = [self.place.owners[name] for name in ("o1", "o2", "o3")]
        self.assembly = self._create_assembly(
            self.place,
            motion={
                "kind": "election",
                "seats": 2,
                "alternate_count": 1,
                "is_secret": is_secret,
                "candidate_ids": [
                    Command.create({"name": one.name, "partner_id": one.id})
                    for one in people
                ],
            },
        )
        self.motion = self.assembly.motion_ids
        if is_secret:
            self.assembly._make_key({people[0]: "correct horse 1"}, 1)
        self._call(self.assembly)
        self.assembly.action_open()
        self.candidates = self.motion.candidate_ids
        votes = [
            {"unit": self.place.units[f"U{number}"].id, "candidates": chosen}
            for number in range(1, 11)
            for chosen in [self.candidates.ids[:2] if number < 9 else []]
        ]
        answers = self._cast(votes, "api")
        self.assertEqual({answer["state"] for answer in answers}, {"accepted"})
        self._close(self.assembly)
        self.motion.lot_seed = "17 05 33"
        self.assembly._count({people[0]: "correct horse 1"} if is_secret else {})
        return read_file(self.assembly.sudo().result_file_id.raw)

    def test_all_of_it_is_in_the_file(self):
        data = self._elect()
        self.assertEqual(find_differences(data), [])
        election = data["motions"][0]["election"]
        self.assertEqual(
            (election["seats"], election["alternates"], election["seed"]),
            (2, 1, "17 05 33"),
        )
        keys = [one["key"] for one in election["candidates"]]
        self.assertEqual(keys, [str(one) for one in self.candidates.ids])
        self.assertEqual(len(election["result"]["elected"]), 2)

    def test_another_one_elected_shows(self):
        data = self._elect()
        key = str(self.motion.id)
        for change in (
            {"elected": [str(one) for one in self.candidates.ids[1:]]},
            {"lots": []},
            {"failed": {}},
        ):
            changed = copy.deepcopy(data)
            changed["motions"][0]["election"]["result"].update(change)
            changed["digest"] = get_digest(changed)
            with self.subTest(change=change):
                self.assertEqual(find_differences(changed), [(key, "election")])

    def test_another_result_than_the_file_shows(self):
        """Also to a hash that was written anew with it."""
        self._elect()
        self.assertFalse(self.assembly._find_archive_problems())
        kept = self.motion.result_data
        first, second = self.candidates.ids[:2]
        swapped = {str(first): kept["candidates"][str(self.candidates.ids[-1])]}
        for changed in (
            {"election": kept["election"] | {"elected": [str(second)]}},
            {"candidates": kept["candidates"] | swapped},
            {"election": None},
        ):
            with self.subTest(changed=list(changed)):
                # sudo: as with SQL
                self.motion.sudo().result_data = kept | changed
                head = self.assembly._get_archive_head()
                self.assembly.sudo().archive_head = head
                [problem] = self.assembly._find_archive_problems()
                self.assertIn(self.motion.name, problem)

    def test_of_a_secret_election(self):
        data = self._elect(is_secret=True)
        self.assertFalse(self.assembly._find_archive_problems())
        self.assertEqual(find_differences(data), [])
        self.assertEqual({one["ballots"] and 1 for one in data["motions"][1:]}, {None})
        self.assertEqual(len(data["motions"][0]["election"]["result"]["elected"]), 2)
