import doctest

from odoo.tools import mute_logger

from ...tools import delivery
from .common import InviteCommon

BOUNCE = """From: MAILER-DAEMON@mail.example.com
To: bounce@example.com
Subject: Undelivered Mail
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="cut"
Message-Id: <1.2@mail.example.com>

--cut
Content-Type: text/plain

No such person.

--cut
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.com

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}

--cut
Content-Type: message/rfc822

From: office@example.com
To: {address}
Subject: How do you find our service?
Message-Id: {message_id}

Hello
--cut--
"""


class TestBounce(InviteCommon):
    """A mail that comes back marks the invitation that it was, and no other."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        first = cls.campaign
        cls.campaign = cls._create_campaign(name="Autumn")
        (cls.again,) = cls._invite(cls.wang)
        cls.campaign = first
        cls.asked = cls.to_wang | cls.to_li | cls.again
        cls.asked._ask()
        mails = cls.env["mail.mail"].search(
            [("model", "=", cls.asked._name), ("res_id", "in", cls.asked.ids)]
        )
        cls.message_ids = {mail.res_id: mail.message_id for mail in mails}
        # as the queue does when they have been sent
        mails.unlink()

    def _bounce(self, address, message_id, action="failed", status="5.0.0"):
        mail = BOUNCE.format(
            address=address, message_id=message_id, action=action, status=status
        )
        with mute_logger("odoo.addons.mail.models.mail_thread"):
            self.env["mail.thread"].message_process(None, mail)

    def test_only_the_one_that_came_back(self):
        self._bounce("wang@example.com", self.message_ids[self.again.id])
        self.assertEqual(self.asked.mapped("state"), ["asked", "asked", "failed"])

    def test_documentation(self):
        self.assertFalse(doctest.testmod(delivery).failed)

    def test_made_up(self):
        """Who knows the number of an invitation does not know the mail's Id."""
        mine = self.message_ids[self.to_wang.id]
        about = f"-openerp-{self.to_wang.id}-{self.asked._name}@"
        for message_id in (f"<1.2{about}example.com>", mine.replace("<", "<1")):
            self.assertIn(about, message_id)
            for address in ("wang@example.com", ""):
                self._bounce(address, message_id)
                self.assertEqual(set(self.asked.mapped("state")), {"asked"})

    def test_reminder_or_first_mail(self):
        self.to_wang.campaign_id.reminder_template_id = (
            self.to_wang.campaign_id.invitation_template_id
        )
        (self.to_wang | self.to_li)._remind()
        reminder = self.env["mail.mail"].search(
            [("model", "=", self.asked._name), ("res_id", "=", self.to_li.id)]
        )
        self._bounce("wang@example.com", self.message_ids[self.to_wang.id])
        self._bounce("li@example.com", reminder.message_id)
        self.assertEqual(self.asked.mapped("state"), ["failed", "failed", "asked"])

    def test_only_late(self):
        """The post office still tries: it may arrive, and he may be reminded."""
        mine = self.message_ids[self.to_wang.id]
        for action, status in (("delayed", "4.4.1"), ("relayed", "2.0.0")):
            self._bounce("wang@example.com", mine, action, status)
            self.assertEqual(set(self.asked.mapped("state")), {"asked"}, action)
        self._bounce("wang@example.com", mine, "", "5.1.1")
        self.assertEqual(self.to_wang.state, "failed")

    def test_post_office_does_not_say_whose(self):
        self._bounce("", self.message_ids[self.to_wang.id])
        self.assertEqual(self.asked.mapped("state"), ["failed", "asked", "asked"])

    def test_another_mail_of_his(self):
        for message_id in (
            "<1.2-openerp-7-helpdesk.ticket@example.com>",
            f"<1.2-openerp-{self.to_wang.id}-helpdesk.ticket@example.com>",
            # of somebody else's invitation
            self.message_ids[self.to_li.id],
        ):
            with self.subTest(message_id):
                self._bounce("wang@example.com", message_id)
                self.assertEqual(set(self.asked.mapped("state")), {"asked"})

    def test_who_has_answered_meanwhile_and_what_is_over(self):
        self.to_wang.state = "answered"
        self.again.campaign_id.state = "closed"
        for invitation in (self.to_wang, self.again):
            self._bounce("wang@example.com", self.message_ids[invitation.id])
        self.assertEqual(self.asked.mapped("state"), ["answered", "asked", "asked"])
