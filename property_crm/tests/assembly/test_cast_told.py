from odoo.tests import tagged

from odoo.addons.mail.tests.common import MailCase

from .cast_common import CastCommon


@tagged("post_install", "-at_install")
class TestCastTold(CastCommon, MailCase):
    """Nobody votes in an owner's name on the portal without his hearing of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls._make_r1()
        cls.owner = cls.user_portal.partner_id
        cls.owner.email = "zhang@example.com"
        units = cls.place.units["E1"] | cls.place.units["E2"]
        units.ownership_ids.unlink()
        for unit in units:
            cls._own(cls.owner, unit, date_from="2020-01-01")
        cls.assembly = cls._open(
            cls._create_assembly(cls.place, "cn_ordinary", "cn_major")
        )
        cls.motion = cls.assembly.motion_ids[0]

    def _choose(self, token="token"):
        """Vote on all motions, as the page does."""
        # sudo: as the page finds it; an owner has no right to the records
        assembly = self.assembly.with_user(self.user_portal).sudo()
        cards = assembly._portal_get_cards(assembly._portal_get_parts(self.owner))
        votes = assembly._portal_read_votes(cards, lambda _name: ["no"])
        with self.mock_mail_gateway():
            assembly._portal_cast(votes, self.owner, token)
            self.env.flush_all()
        return self._new_mails

    def test_one_mail_for_all_motions(self):
        mail = self._choose()
        self.assertEqual(len(mail), 1)
        self.assertEqual(mail.recipient_ids, self.owner)
        self.assertEqual(mail.state, "outgoing")
        self.assertFalse(self._mails)
        for words in (*self.assembly.motion_ids.mapped("display_name"), "E1, E2"):
            self.assertIn(words, mail.body_html)
        for words in ("Against", "In favour"):
            self.assertNotIn(words, f"{mail.subject} {mail.body_html}")

    def test_nothing_taken_nothing_told(self):
        unit = self.place.units["E1"]
        for motion in self.assembly.motion_ids:
            vote = {"motion": motion.id, "unit": unit.id, "choice": "yes"}
            self._cast([vote], "portal", self.owner)
        # sudo: as the page finds it
        assembly = self.assembly.with_user(self.user_portal).sudo()
        [part] = assembly._portal_get_parts(self.owner)
        vote = {"motion": self.motion.sudo(), "part": part, "choice": "no"}
        with self.mock_mail_gateway():
            assembly._portal_cast([vote], self.owner, "late")
        self.assertFalse(self._new_mails)

    def test_co_owners_are_told(self):
        other = self.env["res.partner"].create(
            {"name": "Bea", "email": "b@example.com"}
        )
        row = self.assembly.sudo().row_ids.filtered(
            lambda row: row.unit_id == self.place.units["E1"]
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE property_assembly_row SET owner_keys = %s::jsonb WHERE id = %s",
            [f"[{self.owner.id}, {other.id}]", row.id],
        )
        self.env.invalidate_all()
        self.assertEqual(self._choose().recipient_ids, self.owner | other)
