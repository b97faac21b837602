from unittest.mock import patch

from odoo.exceptions import UserError

from ..common import LeadsCommon


class TestPassOn(LeadsCommon):
    """To the service desk, whichever addon has one."""

    def _has_desk(self, answer):
        desk = type(self.env["property.desk"])
        return patch.object(desk, "_is_there", lambda desk: answer)

    def test_passed_on_once_with_the_mood(self):
        taken = []

        def take(desk, values, key):
            taken.append((key, values))
            return {"model": "crm.lead", "id": self.lead.id, "number": "T1"}

        lead = self.lead.with_user(self.user_sales)
        lead.write({"service_wish": "Lift stuck\nAgain", "sentiment": "angry"})
        with patch.object(type(self.env["property.desk"]), "_take", take):
            lead.action_pass_to_desk()
            lead.action_pass_to_desk()
        [(key, values)] = taken
        self.assertEqual(key, f"lead:{lead.id}")
        self.assertEqual((values["name"], values["mood"]), ("Lift stuck", "angry"))
        self.assertEqual(values["site_id"], self.site.id)
        self.assertEqual(lead.action_view_desk_request()["res_id"], lead.id)

    def test_without_words_or_a_desk(self):
        with self.assertRaisesRegex(UserError, "write it down"):
            self.lead.action_pass_to_desk()
        with self._has_desk(False):
            self.assertFalse(self._create_leads().has_desk)
        with self._has_desk(True):
            self.assertTrue(self._create_leads().has_desk)
