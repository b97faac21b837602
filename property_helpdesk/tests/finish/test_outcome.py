from odoo.exceptions import UserError

from .common import DONE_AT, FinishCommon


class TestOutcome(FinishCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.quality_percent = 100

    def _close_one(self, cause, stage=None, **values):
        ticket = self._receive(class_id=self.leak.id, **values)
        ticket = ticket.with_user(self.user_technician)
        with self._at(DONE_AT):
            ticket._close("Looked at", cause, stage)
            self.env.flush_all()
        return ticket

    def test_it_is_not_another_one_after_closing(self):
        ticket = self._close_one("not_ours", team_id=self.plain_team.id)
        self.assertTrue(ticket.closed)
        for user in (self.user_technician, self.user_dispatcher):
            for values in (
                {"close_cause": "solved"},
                {"close_cause": False},
                {"close_cause": "solved", "stage_id": ticket.stage_id.id},
            ):
                with (
                    self.subTest(user=user.login, values=values),
                    self.assertRaisesRegex(UserError, "Outcome"),
                ):
                    ticket.with_user(user).write(values)
        ticket.write({"close_cause": "not_ours"})
        ticket._reopen("It is ours")
        ticket._close("Washer replaced", "workaround")
        self.assertEqual(ticket.close_cause, "workaround")

    def test_while_it_waits_for_the_requester(self):
        ticket = self._close_one("refused", self.stage_confirm)
        item = ticket.checklist_ids[0]
        item.sudo().is_required = True
        with self.assertRaisesRegex(UserError, "Outcome"):
            ticket.close_cause = "solved"
        dispatched = ticket.with_user(self.user_dispatcher)
        with self.assertRaisesRegex(UserError, "Checklist"):
            dispatched._close("Washer replaced", "solved", self.stage_done)
        ticket.checklist_ids.sudo().is_done = True
        dispatched._close("Washer replaced", "solved", self.stage_done)
        self.assertEqual(ticket.close_cause, "solved")
        self.assertEqual(ticket.sudo().quality_result, "to_check")

    def test_what_ended_without_one_is_drawn_once_it_has_one(self):
        ticket = self._close_one(False, team_id=self.plain_team.id)
        self.assertFalse(ticket.sudo().quality_check_ids)
        ticket.close_cause = "solved"
        self.assertEqual(ticket.sudo().quality_result, "to_check")
