from datetime import timedelta

from odoo import fields

from .common import AssemblyCommon


class TestDemoSteps(AssemblyCommon):
    """The demo data hold votes by these steps; told times are moved only by them."""

    def test_a_vote_from_the_call_to_the_announcement(self):
        place = self._make_r2("DEMO")
        now = fields.Datetime.now()
        assembly = self._create_assembly(
            place,
            "cn_ordinary",
            "cn_major",
            opens_at=now + timedelta(days=16),
            closes_at=now + timedelta(days=30),
            notice_on=False,
            doubt_reason="As in the demo data",
        )
        assembly._demo_open(17)
        self.assertEqual(assembly.state, "open")
        self.assertEqual(
            assembly.notice_on, place.site._get_today() - timedelta(days=17)
        )
        spared = place.owners["o1"].ids
        assembly._demo_vote(["y y y n", "y n"], spared)
        assembly._demo_announce()
        self.assertEqual(assembly.state, "announced")
        self.assertEqual(assembly.motion_ids.mapped("outcome"), ["passed", "lost"])
        # sudo: how many have voted
        ballots = self.env["property.ballot"].sudo()
        of_these = [("motion_id", "in", assembly.motion_ids.ids)]
        self.assertEqual(ballots.search_count(of_these), 22)
        self.assertFalse(
            ballots.search_count([*of_these, ("partner_id", "in", spared)])
        )
