from odoo.exceptions import AccessError
from odoo.tools import mute_logger

from ..common import HelpdeskCommon


class TestSuggestionRequest(HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.author = cls.env["res.partner"].create({"name": "Zhou"})
        cls.suggestion = cls.env["property.suggestion"].create(
            {
                "name": "A bench",
                "text": "In front of house 2 <please>",
                "partner_id": cls.author.id,
                "unit_id": cls.unit.id,
            }
        )

    def test_a_suggestion_becomes_one_request(self):
        suggestion = self.suggestion.with_user(self.user_dispatcher)
        first = suggestion.action_make_request()
        again = suggestion.action_make_request()
        self.assertEqual(first, again)
        ticket = self.env["helpdesk.ticket"].browse(first["res_id"])
        self.assertEqual(ticket.partner_id, self.author)
        self.assertEqual((ticket.name, ticket.unit_id), ("A bench", self.unit))
        self.assertIn("&lt;please&gt;", str(ticket.description))
        self.assertEqual(suggestion.state, "open")

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_strangers_and_residents_make_none(self):
        for user in (self.user_stranger, self.user_portal):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.suggestion.with_user(user).action_make_request()
