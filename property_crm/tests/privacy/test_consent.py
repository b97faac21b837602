from odoo.exceptions import AccessError, UserError, ValidationError

from .common import PrivacyCommon


class TestConsent(PrivacyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.marketing = cls.env.ref("property_crm.property_privacy_purpose_marketing")

    def _give(self, user=None, partner=None, **vals):
        partner = partner or self.resident
        user = user or self.user_agent
        return partner.with_user(user)._give_consent(self.marketing, "desk", **vals)

    def test_nothing_is_allowed_before_consent(self):
        self.assertFalse(self.resident._has_consent("marketing"))
        self.assertFalse(self.resident._has_consent("never heard of"))
        self.assertTrue(self.resident._has_consent("fees"), "the contract allows it")

    def test_consent_is_proof(self):
        consent = self._give(proof="Form 12")
        self.assertTrue(self.resident._has_consent("marketing"))
        self.assertEqual(consent.recorded_by_id, self.user_agent)
        self.assertEqual(consent.notice_id.state, "published")
        self.assertIn(self.marketing.description, consent.wording)
        with self.assertRaises(UserError):
            consent.proof = "Something else"
        with self.assertRaises(UserError):
            consent.sudo().unlink()

    def test_given_twice_is_given_once(self):
        self.assertEqual(self._give(), self._give())

    def test_withdrawing_stops_at_once_and_keeps_the_past(self):
        consent = self._give()
        consent.action_withdraw()
        self.assertFalse(self.resident._has_consent("marketing"))
        self.assertEqual(consent.state, "withdrawn")
        self.assertTrue(consent.given_on <= consent.withdrawn_on)
        with self.assertRaises(UserError):
            consent.write({"withdrawn_on": False})
        consent.action_withdraw()
        self.assertNotEqual(self._give(), consent, "agreeing again is a new consent")

    def test_only_what_needs_consent_is_agreed_to(self):
        fees = self.env.ref("property_crm.property_privacy_purpose_fees")
        with self.assertRaises(ValidationError):
            self.resident._give_consent(fees, "desk")

    def test_under_14_a_guardian_agrees(self):
        child = self.env["res.partner"].create(
            {"name": "Wang Xiao", "turns_14_on": "2999-01-01"}
        )
        self._move_in(child, self.unit)
        with self.assertRaises(ValidationError):
            self._give(partner=child)
        with self.assertRaises(ValidationError):
            self._give(partner=child, guardian_id=child.id)
        self._give(partner=child, guardian_id=self.resident.id)
        self.assertTrue(child._has_consent("marketing"))

    def test_agreed_to_another_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        self._give()
        self.assertFalse(self.resident._has_consent("marketing", other))

    def test_same_queries_for_2_and_50(self):
        people = self.env["res.partner"].create(
            [{"name": f"Person {number}"} for number in range(52)]
        )
        for person in people[::2]:
            self._give(partner=person, user=self.env.user)
        counts = []
        for some in (people[:2], people[2:]):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            some._filter_consenting("marketing")
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(*counts)
        consents = people.consent_ids
        self.assertSameQueries(
            "property_crm.property_consent_view_list", consents[:2], consents[2:]
        )

    def test_a_published_notice_stays(self):
        Notice = self.env["property.privacy.notice"].with_user(
            self.user_company_manager
        )
        before = Notice._get_current()
        notice = Notice.create({"name": "New", "body": "<p>New</p>"})
        self.assertEqual(Notice._get_current(), before)
        notice.action_publish()
        self.assertEqual(Notice._get_current(), notice)
        self.assertGreater(notice.version, before.version)
        with self.assertRaises(UserError):
            notice.body = "<p>Other</p>"
        with self.assertRaises(UserError):
            notice.unlink()

    def test_rights(self):
        consent = self._give()
        notice = self.env["property.privacy.notice"].create({"name": "Draft"})
        vals = {"partner_id": self.resident.id, "purpose_id": self.marketing.id}
        for user in (self.user_stranger, self.user_portal, self.user_integration):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                consent.with_user(user).read(["channel"])
        for user in (self.user_stranger, self.user_auditor, self.user_portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                consent.with_user(user).create(vals)
        for user in (self.user_auditor, self.user_agent, self.user_site_manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                notice.with_user(user).action_publish()
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.marketing.with_user(user).legal_basis = "contract"
