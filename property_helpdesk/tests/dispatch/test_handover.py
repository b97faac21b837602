from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time

from .common import DispatchCommon


class TestHandover(DispatchCommon):
    def _offer(self, **values):
        ticket = self._create_tickets(user_id=self.ann.id, **values)
        ticket.with_user(self.ann)._hand_over(self.bob, "Shift ends")
        return ticket

    def test_it_is_his_once_he_accepts(self):
        ticket = self._create_tickets(user_id=self.ann.id)
        action = ticket.with_user(self.ann).action_hand_over()
        wizard = self.env[action["res_model"]].with_user(self.ann)
        with Form(wizard.with_context(**action["context"])) as form:
            form.user_id = self.bob
            form.reason = "Shift ends"
        form.record.action_hand_over()
        self.assertEqual((ticket.user_id, ticket.owner_id), (self.ann, self.ann))
        self.assertEqual(ticket.handover_user_id, self.bob)
        self.assertEqual(ticket.activity_ids.user_id, self.bob)
        ticket.with_user(self.bob).action_accept_handover()
        self.assertEqual((ticket.user_id, ticket.owner_id), (self.bob, self.bob))
        self.assertFalse(ticket.handover_user_id)
        self.assertFalse(ticket.activity_ids)
        kinds = ticket.event_ids.sorted("id").mapped("kind")
        self.assertEqual(kinds, ["created", "assigned", "handover", "reassigned"])

    def test_declined_or_withdrawn_it_stays(self):
        for user, reason in ((self.bob, "Declined"), (self.ann, "Withdrawn")):
            ticket = self._offer()
            ticket.with_user(user).action_decline_handover()
            with self.subTest(user=user.login):
                self.assertEqual(ticket.user_id, self.ann)
                self.assertFalse(ticket.handover_user_id)
                self.assertFalse(ticket.activity_ids)
                event = ticket.event_ids.sorted("id")[-1]
                self.assertEqual(event.kind, "handover_ended")
                self.assertEqual(event.reason, reason)

    def test_who_may_not(self):
        ticket = self._offer()
        third = ticket.with_user(self.cid)
        third.action_accept_handover()
        third.action_decline_handover()
        self.assertEqual(ticket.user_id, self.ann)
        self.assertEqual(ticket.handover_user_id, self.bob)
        with self.assertRaises(AccessError):
            third.with_context(ticket_reason="x").write({"user_id": self.cid.id})
        with self.assertRaises(AccessError):
            third._hand_over(self.cid, "Mine")
        mine = ticket.with_user(self.ann)
        for user, reason, error in (
            (self.ann, "x", "somebody else"),
            (self.env["res.users"], "x", "somebody else"),
            (self.cid, " ", "Reason"),
            (self.user_stranger, "x", "works neither"),
        ):
            with (
                self.subTest(user=user.login),
                self.assertRaisesRegex(UserError, error),
            ):
                mine._hand_over(user, reason)
        with self.assertRaises(AccessError):
            ticket.with_user(self.user_auditor)._hand_over(self.cid, "x")
        ticket._close("Done")
        with self.assertRaisesRegex(UserError, "Only what somebody has"):
            mine._hand_over(self.cid, "x")

    def test_dispatchers_assign_directly(self):
        ticket = self._offer()
        ticket.with_user(self.user_dispatcher)._assign(self.cid, "Nearer")
        self.assertEqual(ticket.user_id, self.cid)
        self.assertFalse(ticket.handover_user_id)
        self.assertFalse(ticket.activity_ids)

    def test_closing_ends_the_offer(self):
        ticket = self._offer()
        ticket._close("Done")
        self.assertFalse(ticket.handover_user_id)
        self.assertFalse(ticket.activity_ids)

    def test_the_offered_sees_it(self):
        far = self._create_technician("far", self.other_site.territory_id)
        self.team.user_ids |= far
        ticket = self._create_team_tickets(user_id=self.ann.id)
        self.assertFalse(ticket.with_user(far).has_access("read"))
        ticket.with_user(self.ann)._hand_over(far, "Knows lifts")
        self.env.invalidate_all()
        ticket.with_user(far).action_accept_handover()
        self.assertEqual(ticket.user_id, far)

    def test_transfers_are_counted(self):
        ticket = self._create_tickets()
        nobody = self.env["res.users"]
        for user, count in (
            (self.ann, 0),
            (self.bob, 1),
            (nobody, 1),
            (self.bob, 1),
            (nobody, 1),
            (self.cid, 2),
        ):
            ticket._assign(user, "Because")
            self.assertEqual(ticket.transfer_count, count)

    def test_the_wait_comes_from_the_log(self):
        with freeze_time("2026-03-09 08:00:00"):
            ticket = self._offer(reported_at="2026-03-09 08:00:00")
        with freeze_time("2026-03-09 08:12:00"):
            ticket.invalidate_recordset()
            self.assertEqual(ticket.handover_minutes, 12)
            ticket.with_user(self.bob).action_accept_handover()
        with freeze_time("2026-03-09 09:00:00"):
            ticket.invalidate_recordset()
            self.assertEqual(ticket.handover_minutes, 12)
