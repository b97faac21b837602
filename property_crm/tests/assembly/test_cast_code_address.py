from datetime import timedelta
from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.mail.tests.common import MailCase

from .cast_common import CastCommon

DIGITS = "odoo.addons.property_crm.models.assembly.property_vote_code.new_digits"


@tagged("post_install", "-at_install")
class TestCastCodeAddress(CastCommon, MailCase):
    """Who holds a borrowed telephone cannot send the code to himself."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls.user_portal
        cls.user.partner_id.email = "zhang@example.com"
        cls.codes = cls.env["property.vote.code"].with_user(cls.user)

    def _change(self, email, user=None):
        """Change the address as the page of the portal does."""
        # sudo: as the controller of the portal
        self.user.partner_id.with_user(user or self.user).sudo().email = email
        self.env.flush_all()

    def _send(self):
        with patch(DIGITS, return_value="123456"), self.mock_mail_gateway():
            self.codes._send(self.user)
            self.env.flush_all()
            return [mail["email_to"][0] for mail in self._mails]

    def test_code_goes_to_the_one_before(self):
        self._change("thief@example.org")
        self._change("thief2@example.org")
        self.assertEqual(self.codes._get_address(self.user), "z…@example.com")
        [address] = self._send()
        self.assertIn("zhang@example.com", address)

    def test_password_alone_does_not_do(self):
        self.assertFalse(self.codes._is_needed(self.user))
        # as users change their own record
        self.user.with_user(self.user).email = "thief@example.org"
        self.assertTrue(self.codes._is_needed(self.user))
        self._change("Zhang@example.com")
        self.assertFalse(self.codes._is_needed(self.user))

    def test_told_at_the_one_before(self):
        with self.mock_mail_gateway():
            self._change("thief@example.org")
        mails = self._new_mails.filtered(lambda mail: "zhang@" in mail.email_to)
        self.assertIn("t…@example.org", mails.body_html)
        self.assertEqual(mails.state, "outgoing")

    def test_staff_change_holds_at_once(self):
        self._change("thief@example.org")
        self._change("zhang.new@example.com", self.user_company_manager)
        self.assertFalse(self.codes._is_needed(self.user))
        [address] = self._send()
        self.assertIn("zhang.new@example.com", address)

    def test_thirty_days(self):
        self._change("new@example.com")
        code = self.codes.sudo().search([("user_id", "=", self.user.id)])
        self.codes._gc_codes()
        self.assertTrue(code.exists())
        code.email_held_until -= timedelta(days=31)
        self.assertFalse(self.codes._is_needed(self.user))
        self.assertEqual(self.codes._get_address(self.user), "n…@example.com")
        self.codes._gc_codes()
        self.assertFalse(code.exists())

    def test_no_address_before(self):
        self._change(False, self.user_company_manager)
        self._change("thief@example.org")
        self.assertFalse(self.codes._get_address(self.user))
        self.assertEqual(self._send(), [])
