from odoo.exceptions import AccessError
from odoo.tests import freeze_time

from ..report.common import NOW
from .common import EscalationCommon


@freeze_time(NOW)
class TestEscalationCommittee(EscalationCommon):
    """The owners' committee is really told, and of nobody's data."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._enable_chatter()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.members = cls.env["res.partner"].create(
            [
                {"name": "Chair", "email": "chair@example.org"},
                {"name": "主任", "email": "zhuren@example.org", "lang": "zh_CN"},
                {"name": "No address"},
            ]
        )
        cls.site.committee_partner_ids = cls.members
        cls.resident.phone = "+86 138 0000 0000"
        cls.ticket = cls._create_tickets(
            name="Zhang Wei 13800000000 leaks",
            class_id=cls.leak.id,
            caller_phone="13911112222",
        )

    def _fire(self, **values):
        level = self._create_level(audience="committee", channel="mail", **values)
        sent = self.env["mail.mail"].search([])
        fired = level._fire(self.ticket, {self.ticket: "120 %"})
        return fired, self.env["mail.mail"].search([]) - sent

    def test_each_member_gets_a_mail_in_his_language(self):
        fired, mails = self._fire()
        told = self.members.filtered("email")
        self.assertEqual(mails.recipient_ids, told)
        self.assertEqual(len(mails), 2)
        self.assertEqual(fired.committee_partner_ids, told)
        for mail in mails:
            self.assertIn(self.ticket.number, mail.subject)
            self.assertIn("120 %", mail.body_html)
            self.assertIn(self.site.name, mail.body_html)
            self.assertIn(self.building.display_name, mail.body_html)
        bodies = dict(zip(mails.recipient_ids, mails, strict=True))
        self.assertNotEqual(
            bodies[self.members[0]].body_html, bodies[self.members[1]].body_html
        )

    def test_personal_data_stay_out(self):
        _fired, mails = self._fire()
        for mail in mails:
            text = f"{mail.subject} {mail.body_html}"
            for secret in (
                self.resident.name,
                self.resident.email,
                "1380000",
                "1391111",
                self.ticket.name,
                self.unit.name,
                f"/{self.ticket.id}",
            ):
                with self.subTest(secret=secret):
                    self.assertNotIn(secret, text)

    def test_a_member_complained_about_is_not_told(self):
        self.ticket.named_partner_ids = self.members[0]
        _fired, mails = self._fire()
        self.assertEqual(mails.recipient_ids, self.members[1])

    def test_a_level_of_the_log_sends_nothing(self):
        level = self._create_level(audience="committee", channel="log")
        before = self.env["mail.mail"].search_count([])
        self.assertTrue(level._fire(self.ticket, {}))
        self.assertEqual(self.env["mail.mail"].search_count([]), before)

    def test_the_committee_in_office_is_told_instead_of_the_list(self):
        seated, alternate, left = self.env["res.partner"].create(
            [
                {"name": name, "email": f"{name}@example.org"}
                for name in ("seated", "alternate", "left")
            ]
        )
        term = self.env["property.committee.term"].create(
            {"site_id": self.site.id, "number": 1, "seats": 5}
        )
        self.env["property.committee.member"].create(
            [
                {"term_id": term.id, "partner_id": seated.id, "role": "chair"},
                {"term_id": term.id, "partner_id": alternate.id, "role": "alternate"},
                {"term_id": term.id, "partner_id": left.id, "date_end": "2020-01-01"},
            ]
        )
        for state, told in (
            ("elected", self.members),
            ("filed", seated),
            ("handing_over", seated),
            ("ended", self.members),
        ):
            term.sudo().state = state
            self.site.invalidate_recordset()
            with self.subTest(state):
                self.assertEqual(self.site._get_committee_partners(), told)
        term.sudo().state = "filed"
        self.site.invalidate_recordset()
        fired, mails = self._fire()
        self.assertEqual(mails.recipient_ids, seated)
        self.assertEqual(fired.committee_partner_ids, seated)

    def test_once_and_without_a_committee_nothing(self):
        level = self._create_level(audience="committee")
        self.site.committee_partner_ids = False
        before = self.env["mail.mail"].search_count([])
        self.assertTrue(level._fire(self.ticket, {}))
        self.site.committee_partner_ids = self.members
        self.assertFalse(level._fire(self.ticket, {}))
        self.assertEqual(self.env["mail.mail"].search_count([]), before)

    def test_who_names_the_committee(self):
        for user in (self.user_agent, self.user_portal, self.user_stranger):
            with self.assertRaises(AccessError):
                self.site.with_user(user).committee_partner_ids = False
        self.site.with_user(self.user_site_manager).committee_partner_ids = False
