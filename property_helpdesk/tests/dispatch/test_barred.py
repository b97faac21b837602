from odoo import Command
from odoo.exceptions import UserError

from .common import DispatchCommon


class TestBarred(DispatchCommon):
    """The resident has complained about Ann, and never meets her again."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.complaint = cls._create_tickets(
            named_employee_ids=[Command.set(cls.ann.ids)]
        )

    def test_she_is_not_proposed_and_it_is_told(self):
        ticket, other = self._create_team_tickets(2)
        other.partner_id = self.neighbour
        ticket._propose()
        score = ticket.score_ids.filtered(lambda s: s.user_id == self.ann)
        self.assertFalse(score.is_eligible)
        self.assertIn("complained about this person", score.reason_text)
        other._propose()
        score = other.score_ids.filtered(lambda s: s.user_id == self.ann)
        self.assertTrue(score.is_eligible)

    def test_she_cannot_grab_it(self):
        self.team.dispatch_mode = "grab"
        ticket = self._create_team_tickets()
        with self.enter_registry_test_mode():
            answer = self.Ticket.with_user(self.ann).api_claim_next()
            self.assertEqual(answer["status"], "empty")
            answer = self.Ticket.with_user(self.bob).api_claim_next()
        self.assertEqual(answer["id"], ticket.id)

    def test_it_is_not_handed_to_her(self):
        ticket = self._create_team_tickets(user_id=self.bob.id)
        with self.assertRaisesRegex(UserError, "somebody else"):
            ticket.with_user(self.bob)._hand_over(self.ann, "Shift ends")

    def test_her_turn_never_comes(self):
        self.team.dispatch_mode = "rotate"
        tickets = self._create_team_tickets(20)
        self.assertNotIn(self.ann, tickets.user_id)
        self.assertEqual(len(tickets.filtered("user_id")), 20)

    def test_who_is_complained_about_does_not_answer_for_it(self):
        desk = self.user_dispatcher
        complaint = self._create_tickets(named_employee_ids=[Command.set(desk.ids)])
        self.assertTrue(complaint.owner_id)
        self.assertNotEqual(complaint.owner_id, desk)
        later = self._create_tickets(partner_id=self.neighbour.id)
        self.assertEqual(later.owner_id, desk)
        later.named_employee_ids = desk
        self.assertNotEqual(later.owner_id, desk)
