from typing import NamedTuple

from odoo.tests import tagged

from ...tools.vote_tally import tally
from .cast_common import CastCommon

A = ("A101", "A102", "A103", "A104")
B = ("B101", "B102", "B103")


class Vector(NamedTuple):
    register: str
    rule: str
    yes: tuple
    no: tuple
    abstain: tuple
    part: tuple  # participating area and heads
    agreed: tuple  # yes: area and heads
    outcome: str


R1_V6 = ((*B, "C1", "E1", "A101", "A102"), ("A103", "A104", "A201"), ())
U6 = tuple(f"U{number}" for number in range(1, 7))
VECTORS = {
    "V1": Vector(
        "r1",
        "cn_ordinary",
        (*A, *B),
        ("C1", "E1", "E2"),
        (),
        (134000, 8),
        (85000, 5),
        "passed",
    ),
    "V2": Vector(
        "r1",
        "cn_ordinary",
        (*B, "C1", "D1", "D2", "D3", "D4", "A101", "A102", "E1"),
        (),
        (),
        (134000, 6),
        (134000, 6),
        "no_quorum",
    ),
    "V3": Vector(
        "r1",
        "cn_ordinary",
        (*A, "A201", "A202", "E1", "E2"),
        (),
        (),
        (84000, 8),
        (84000, 8),
        "no_quorum",
    ),
    "V4": Vector(
        "r1",
        "cn_ordinary",
        (*A[:3], *B),
        ("A104", "A201", "C1", "E1"),
        (),
        (132000, 8),
        (75000, 4),
        "lost",
    ),
    "V5": Vector(
        "r2", "cn_major", U6, ("U7", "U8"), (), (80000, 8), (60000, 6), "passed"
    ),
    "V6": Vector("r1", "cn_major", *R1_V6, (132000, 8), (102000, 5), "lost"),
    "V7": Vector("r1", "cn_ordinary", *R1_V6, (132000, 8), (102000, 5), "passed"),
    "V8": Vector(
        "r1",
        "cn_ordinary",
        (*A, "E1", "E2"),
        (),
        ("A201", "A202", *B),
        (129000, 9),
        (64000, 6),
        "lost",
    ),
    "V12": Vector(
        "r3", "cn_major", ("F1", "F2", "F3"), (), (), (35296, 3), (35296, 3), "passed"
    ),
}


@tagged("post_install", "-at_install")
class TestCastVectors(CastCommon):
    """The vectors of domain 1.6, each owner voting on his own page."""

    def _vote_on_page(self, assembly, partner, choice):
        """Choose for all that the person votes for, and cast it."""
        assembly = assembly.sudo()._portal_find(assembly.id, partner)
        parts = assembly._portal_get_parts(partner)
        cards = assembly._portal_get_cards(parts)
        votes = assembly._portal_read_votes(cards, lambda _name: [choice])
        for done in assembly._portal_cast(votes, partner, "token"):
            self.assertEqual(done["answer"]["state"], "accepted", done["words"])

    def _vote_all_on_page(self, assembly, vector):
        rows = assembly.sudo().row_ids.grouped(lambda row: row.unit_id.name)
        for choice in ("yes", "no", "abstain"):
            units = getattr(vector, choice)
            voters = self.env["res.partner"].union(
                *(rows[unit].representative_id for unit in units)
            )
            for voter in voters:
                self._vote_on_page(assembly, voter, choice)

    def _tally(self, motion):
        choices = motion._get_open_choices()
        register = motion._make_register()
        ballots = [
            (unit, choices[head])
            for unit, head in register.heads.items()
            if head in choices
        ]
        return tally(motion._get_rule(), register, ballots)

    def test_vectors(self):
        places = {name: getattr(self, f"_make_{name}")() for name in ("r1", "r2", "r3")}
        for name, vector in VECTORS.items():
            with self.subTest(name):
                assembly = self._create_assembly(places[vector.register], vector.rule)
                self._open(assembly)
                self._vote_all_on_page(assembly, vector)
                motion = assembly.motion_ids
                turnout = motion._get_turnout()
                self._close(assembly)
                result = self._tally(motion)
                area, head = result.sums["area"], result.sums["head"]
                self.assertEqual((area.participating, head.participating), vector.part)
                self.assertEqual((area.yes, head.yes), vector.agreed)
                self.assertEqual(result.outcome, vector.outcome)
                self.assertEqual(
                    (turnout["area"].participating, turnout["head"].participating),
                    vector.part,
                )

    def test_part_of_the_site(self):
        """V15: the owners of building A decide by themselves."""
        place = self._make_r1()
        building = place.units["A101"].building_id
        for voters, outcome in ((A, "passed"), (A[:3], "no_quorum")):
            with self.subTest(outcome):
                assembly = self._create_assembly(
                    place, motion={"scope": "building", "building_id": building.id}
                )
                self._open(assembly)
                for number, _unit in enumerate(voters, 1):
                    self._vote_on_page(assembly, place.owners[f"o{number}"], "yes")
                self._close(assembly)
                self.assertEqual(self._tally(assembly.motion_ids).outcome, outcome)
