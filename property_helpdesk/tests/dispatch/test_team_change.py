from odoo import Command
from odoo.exceptions import AccessError, UserError

from .common import DispatchCommon


class TestTeamChange(DispatchCommon):
    """Another team is no way to take work from somebody."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.team.create(
            {"name": "Gardens", "user_ids": [Command.set(cls.bob.ids)]}
        )
        # known by the team alone
        cls.ann.territory_staff_ids.unlink()
        cls.ticket = cls._create_team_tickets(user_id=cls.ann.id)

    def _move(self, user, **context):
        ticket = self.ticket.with_user(user).with_context(**context)
        ticket.write({"team_id": self.other.id})

    def test_agents_take_nothing_away(self):
        for context in ({}, {"ticket_reason": "Busy"}):
            with self.subTest(context=context), self.assertRaises(AccessError):
                self._move(self.bob, **context)
        self.assertEqual(self.ticket.user_id, self.ann)

    def test_dispatchers_say_why(self):
        with self.assertRaises(UserError) as refused:
            self._move(self.user_dispatcher)
        self.assertIn("Reason", str(refused.exception))
        self._move(self.user_dispatcher, ticket_reason="Trees")
        self.assertFalse(self.ticket.user_id)
        event = self.ticket.event_ids.filtered(lambda e: e.kind == "unassigned")
        self.assertEqual(event.reason, "Trees")

    def test_a_class_of_another_team_is_chosen_by_dispatchers(self):
        self.leak.team_id = self.other
        with self.assertRaises(AccessError):
            self.ticket.with_user(self.bob).class_id = self.leak
        self.ticket.with_user(self.user_dispatcher).class_id = self.leak
        self.assertEqual(self.ticket.team_id, self.other)
        self.assertFalse(self.ticket.user_id)

    def test_who_may_keep_it_keeps_it(self):
        self.ticket._assign(self.cid, "Skill")
        self._move(self.bob)
        self.assertEqual(self.ticket.user_id, self.cid)
