from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ...tools.vote_presets import PRESETS
from .cast_common import CastCommon


@tagged("post_install", "-at_install")
class TestCastHeads(CastCommon):
    """Any owner in common makes one head: the same one in register and motion."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls._make_r1()
        [shop] = cls._add_units(cls.place, "C", {"2": 30}, kind="shop")
        [parking] = cls._add_units(cls.place, "P", {"90": 12}, kind="parking")
        cls.ann, cls.bob = cls.place.owners["o1"], cls.place.owners["o2"]
        for owner in (cls.ann, cls.bob):
            cls._own(owner, shop, share=(1, 2))
        # neighbours who share what does not count stay two heads
        for name in ("o3", "o4"):
            cls._own(cls.place.owners[name], parking, share=(1, 2))
        data = PRESETS["cn_ordinary"].rule | {"head_identity": "any_common"}
        rule = cls.env["property.vote.rule"].create(
            {"name": "Common", "code": "common", "jurisdiction": "X", "data": data}
        )
        cls.assembly = cls._create_assembly(cls.place, motion={"rule_id": rule.id})
        cls._open(cls.assembly)
        cls.motion = cls.assembly.motion_ids

    def test_one_truth(self):
        """The shop makes its owners one; the parking space does not count."""
        heads = self.motion._make_register().heads
        rows = self.assembly.sudo().row_ids
        for row in rows.filtered(lambda row: row.unit_id.id in heads):
            self.assertEqual(heads[row.unit_id.id], row.head_key)
        first, second = (
            self._get_head(self.assembly, unit)
            for unit in self.place.get("A101", "A102")
        )
        self.assertEqual(first, second)
        third, fourth = (
            self._get_head(self.assembly, unit)
            for unit in self.place.get("A103", "A104")
        )
        self.assertNotEqual(third, fourth)
        totals = self.motion._make_register().totals
        turnout = self.motion._get_turnout()
        self.assertEqual({name: turnout[name].register for name in turnout}, totals)
        self.assertEqual(totals["head"], 10)

    def test_nobody_casts_for_anothers_unit(self):
        for owner, unit in (("o1", "A101"), ("o2", "A102"), ("o1", "A102")):
            answer = self._vote(owner, unit, "yes")
            self.assertEqual(answer["reason"], "not_entitled")
        # where only his own unit counts, he votes for it
        assembly = self._create_assembly(
            self.place,
            motion={
                "rule_id": self.motion.rule_id.id,
                "scope": "units",
                "unit_ids": self.place.units["A101"].ids,
            },
        )
        self.assembly, self.motion = self._open(assembly), assembly.motion_ids
        self.assertEqual(self._vote("o1", "A101", "yes")["state"], "accepted")

    def test_nobody_gives_a_proxy_for_anothers_unit(self):
        proxies, assembly = self.env["property.proxy"], self.assembly.sudo()
        agent = self.place.owners["o9"]
        self.assertFalse(proxies._portal_get_heads(self.ann, assembly))
        values = {"motions": self.motion.browse(), "instructions": {}}
        with self.assertRaisesRegex(ValidationError, "does not vote for"):
            proxies._give(
                self.ann,
                assembly,
                agent,
                unit=self.place.units["A101"],
                expires_on=False,
                **values,
            )
        given = proxies.sudo().create(
            {
                "assembly_id": assembly.id,
                "unit_id": self.place.units["A101"].id,
                "partner_id": self.ann.id,
                "agent_id": agent.id,
                "given_how": "paper",
            }
        )
        # as if it had been given by herself
        self.env.cr.execute(
            "UPDATE property_proxy SET given_how = 'portal' WHERE id = %s", [given.id]
        )
        given.invalidate_recordset()
        vote = {"head": given.head_key, "choice": "yes", "proxy": given.id}
        [answer] = self._cast([vote], "proxy", agent)
        self.assertEqual(answer["reason"], "not_entitled")

    def test_together_on_paper(self):
        sheet = self._create_sheet("A101")
        answer = self._vote(None, "A102", "yes", channel="paper", sheet=sheet.id)
        self.assertEqual(answer["state"], "accepted")
        self._vote("o7", "B101", "no")
        self._close(self.assembly)
        self.assembly.action_count()
        motion = self.motion
        self.assertEqual((motion.sum_yes_area, motion.sum_yes_heads), (23000, 1))
        self.assertEqual((motion.sum_no_area, motion.sum_no_heads), (45000, 1))
        self.assertFalse(self.assembly._find_file_problems())

    def test_motions_that_disagree_on_what_counts(self):
        data = self.motion.rule_id.data | {"exclude_kinds": []}
        other = self.env["property.vote.rule"].create(
            {"name": "Other", "code": "other", "jurisdiction": "X", "data": data}
        )
        assembly = self._create_assembly(
            self.place, motion={"rule_id": self.motion.rule_id.id}
        )
        assembly.motion_ids.copy({"rule_id": other.id, "assembly_id": assembly.id})
        with self.assertRaises(ValidationError):
            self._call(assembly)

    def test_the_page_says_how_they_vote(self):
        assembly = self.assembly.sudo()
        [part] = assembly._portal_get_parts(self.ann)
        self.assertTrue(part["is_shared"])
        [card] = assembly._portal_get_cards([part])
        self.assertEqual((card["lines"], card["is_shared"]), ([], True))
        [own] = assembly._portal_get_parts(self.place.owners["o7"])
        self.assertFalse(own["is_shared"])
