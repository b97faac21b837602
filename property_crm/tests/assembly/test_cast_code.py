from datetime import timedelta
from unittest.mock import patch

from lxml import html

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.mail.tests.common import MailCase

from .cast_common import CastCommon

DIGITS = "odoo.addons.property_crm.models.assembly.property_vote_code.new_digits"


@tagged("post_install", "-at_install")
class TestCastCode(CastCommon, MailCase, HttpCase):
    """Who has no password of ours says who he is with a code sent by mail."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls._make_r1()
        cls.user = cls.user_portal
        cls.user.partner_id.email = "zhang@example.com"
        unit = cls.place.units["E1"]
        unit.ownership_ids.unlink()
        cls._own(cls.user.partner_id, unit, date_from="2020-01-01")
        cls.assembly = cls._open(cls._create_assembly(cls.place))
        cls.motion = cls.assembly.motion_ids
        cls.codes = cls.env["property.vote.code"].with_user(cls.user)

    def _forget_password(self):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_users SET password = NULL WHERE id = %s", [self.user.id]
        )

    def _send(self, digits="123456"):
        with patch(DIGITS, return_value=digits), self.mock_mail_gateway():
            sent = self.codes._send(self.user)
            self.env.flush_all()
            return sent, list(self._mails)

    def _age(self, **delta):
        """Let time pass for what was sent."""
        code = self.codes.sudo().search([("user_id", "=", self.user.id)])
        for name in ("sent_at", "expires_at"):
            code[name] -= timedelta(**delta)

    def test_only_who_has_no_password(self):
        self.assertFalse(self.codes._is_needed(self.user))
        self._forget_password()
        self.assertTrue(self.codes._is_needed(self.user))

    def test_sent_by_mail_and_kept_hashed(self):
        sent, [mail] = self._send()
        self.assertTrue(sent)
        self.assertIn("zhang@example.com", mail["email_to"][0])
        self.assertIn("123456", mail["body"])
        self.assertNotIn("123456", mail["subject"])
        self.env.cr.execute(
            "SELECT code::text FROM property_vote_code code WHERE user_id = %s",
            [self.user.id],
        )
        self.assertNotIn("123456", self.env.cr.fetchone()[0])
        self.assertEqual(self.codes._get_address(self.user), "z…@example.com")

    def test_serves_once(self):
        self._send()
        self.assertFalse(self.codes._check(self.user, "654321"))
        self.assertTrue(self.codes._check(self.user, " 123 456"))
        self.assertFalse(self.codes._check(self.user, "123456"))

    def test_five_tries(self):
        self._send()
        for _try in range(5):
            self.assertFalse(self.codes._check(self.user, "654321"))
        self.assertFalse(self.codes._check(self.user, "123456"))

    def test_ten_minutes(self):
        self._send()
        self._age(minutes=9)
        self.assertTrue(self.codes._check(self.user, "123456"))
        self._send()
        self._age(minutes=11)
        self.assertFalse(self.codes._check(self.user, "123456"))

    def test_not_of_another(self):
        self._send()
        other = self.user_agent
        self.assertFalse(self.codes._check(other, "123456"))

    def test_so_many_a_day(self):
        self._send()
        self.assertEqual(self._send("111111"), (True, []))  # the first is on its way
        for _code in range(9):
            self._age(minutes=2)
            self.assertTrue(self._send()[0])
        self._age(minutes=2)
        self.assertFalse(self._send()[0])
        self._age(days=1)
        self.assertTrue(self._send()[0])

    def test_nobody_without_an_address(self):
        self.user.partner_id.email = False
        self.assertEqual(self._send(), (False, []))

    def test_nobody_reads_codes(self):
        self._send()
        code = self.codes.sudo().search([("user_id", "=", self.user.id)])
        for user in (self.env.ref("base.user_admin"), self.user, *self._get_staff()):
            with self.subTest(user.login), self.assertRaises(AccessError):
                code.with_user(user).read(["digest"])

    def test_old_ones_are_cleared(self):
        self._send()
        self._age(days=2)
        self.codes._gc_codes()
        self.assertFalse(self.codes.sudo().search([("user_id", "=", self.user.id)]))

    def test_vote_with_a_code(self):
        self.authenticate("portal_1", "portal_1")
        self._forget_password()
        url = f"/my/assemblies/{self.assembly.id}"
        page = html.fromstring(self.url_open(url).content)
        form = {
            name: page.xpath(f"//input[@name='{name}']/@value")[0]
            for name in ("csrf_token", "token")
        }
        form[f"vote-{self.motion.id}-{self.user.partner_id.id}"] = "no"
        with patch(DIGITS, return_value="246810"), self.mock_mail_gateway():
            text = self.url_open(f"{url}/vote", data=form).text
        self.assertIn("z…@example.com", text)
        self.assertFalse(self._get_ballots())
        wrong = self.url_open(f"{url}/vote", data=form | {"password": "111111"})
        self.assertIn("not the code that holds", wrong.text)
        with mute_logger("odoo.addons.base.models.res_users"):
            # nor does the old password help
            self.url_open(f"{url}/vote", data=form | {"password": "portal_1"})
        self.assertFalse(self._get_ballots())
        done = self.url_open(f"{url}/vote", data=form | {"password": "246810"})
        self.assertIn("Vote cast", done.text)
        self.assertEqual(self._get_choices(), ["no"])
