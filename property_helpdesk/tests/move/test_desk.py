from ..common import HelpdeskCommon


class TestDesk(HelpdeskCommon):
    """What is heard elsewhere becomes one request, with the mood of who said it."""

    def test_taken_once_with_its_mood(self):
        desk = self.env["property.desk"].with_user(self.user_auditor)
        self.assertTrue(desk._is_there())
        values = {
            "name": "The tap drips",
            "text": "The tap drips\nFor weeks!",
            "mood": "angry",
            "mood_label": "Angry",
            "partner_id": self.resident.id,
            "unit_id": self.unit.id,
        }
        first, again = (desk._take(values, "test:1") for _time in range(2))
        self.assertEqual(first, again)
        ticket = self.env[first["model"]].browse(first["id"])
        self.assertEqual(ticket.number, first["number"])
        self.assertEqual((ticket.unit_id, ticket.name), (self.unit, "The tap drips"))
        self.assertIn("Angry", ticket.description)
        self.assertFalse(ticket.user_id)
