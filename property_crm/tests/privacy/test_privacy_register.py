from odoo.exceptions import AccessError, ValidationError

from .common import PrivacyCommon


class TestPrivacyRegister(PrivacyCommon):
    def _create(self, model, user=None, **values):
        records = self.env[f"property.privacy.{model}"]
        return records.with_user(user or self.user_company_manager).create(values)

    def _give(self, role, purpose):
        return self._create(
            "recipient",
            partner_id=self.supplier.id,
            role=role,
            content="Name and phone number",
            purpose_id=self.env.ref(
                f"property_crm.property_privacy_purpose_{purpose}"
            ).id,
        )

    def test_giving_away_needs_a_purpose_with_consent(self):
        self._give("processor", "service")
        self._give("controller", "sharing")
        with self.assertRaises(ValidationError):
            self._give("controller", "service")

    def test_an_assessment_passes_with_all_checks(self):
        checks = dict.fromkeys(("is_lawful", "is_minimal", "is_told"), True)
        one = self._create("assessment", name="Cameras", **checks)
        self.assertFalse(one.is_passed)
        one.is_safe = True
        self.assertTrue(one.is_passed)

    def test_an_incident_closes_when_all_were_told(self):
        incident = self._create("incident", name="Lost list")
        with self.assertRaises(ValidationError):
            incident.action_close()
        incident.write(
            {
                "measures": "Taken back",
                "authority_told_on": "2026-03-02 10:00:00",
                "not_told_reason": "Nobody had opened it",
            }
        )
        incident.action_close()
        self.assertEqual(incident.state, "closed")

    def test_rights(self):
        records = [
            self._give("processor", "service"),
            self._create("assessment", name="Cameras"),
            self._create("incident", name="Lost list"),
        ]
        for record in records:
            self.assertTrue(record.with_user(self.user_auditor).display_name)
            with self.assertRaises(AccessError):
                record.with_user(self.user_auditor).write({"company_id": 1})
            for user in (self.user_agent, self.user_site_manager, self.user_portal):
                theirs = record.with_user(user)
                with self.subTest(theirs), self.assertRaises(AccessError):
                    theirs.read(["create_date"])
