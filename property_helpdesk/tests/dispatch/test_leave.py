from odoo.tests import freeze_time

from .common import DispatchCommon


class TestLeave(DispatchCommon):
    def test_archived_users_leave_nothing_behind(self):
        tickets = self._create_tickets(3, user_id=self.ann.id)
        done = self._create_tickets(user_id=self.ann.id)
        done._close("Done")
        self.ann.active = False
        self.assertFalse(tickets.user_id)
        self.assertEqual(tickets.owner_id, self.user_dispatcher)
        self.assertEqual(done.user_id, self.ann)
        for ticket in tickets:
            event = ticket.event_ids[:1]
            self.assertEqual((event.kind, event.old_ref), ("unassigned", self.ann.id))
            self.assertIn("No longer", event.reason)

    def test_an_owner_who_leaves_is_replaced(self):
        ticket = self._create_tickets()
        self.user_dispatcher.active = False
        self.assertNotEqual(ticket.owner_id, self.user_dispatcher)
        self.assertTrue(ticket.owner_id.active)

    def test_offers_to_leavers_are_void(self):
        ticket = self._create_tickets(user_id=self.ann.id)
        ticket.with_user(self.ann)._hand_over(self.bob, "Shift ends")
        self.bob.active = False
        self.assertFalse(ticket.handover_user_id)
        self.assertEqual(ticket.user_id, self.ann)

    def test_leaving_the_territory(self):
        held = self._create_tickets(user_id=self.user_technician.id)
        of_team = self._create_team_tickets(user_id=self.ann.id)
        elsewhere = self._create_tickets(
            user_id=self.user_technician.id, unit_id=self.other_unit.id
        )
        self.user_technician.territory_staff_ids.unlink()
        self.ann.territory_staff_ids.date_to = "2021-01-01"
        self.assertFalse(held.user_id)
        self.assertEqual(of_team.user_id, self.ann, "the team knows her")
        self.assertEqual(elsewhere.user_id, self.user_technician)

    def test_who_begins_later_than_told_has_nothing_yet(self):
        with freeze_time("2026-03-09 08:00:00"):
            ticket = self._create_tickets(user_id=self.user_technician.id)
            self.user_technician.territory_staff_ids.date_from = "2026-03-09"
            self.assertTrue(ticket.user_id)
            self.user_technician.territory_staff_ids.date_from = "2026-03-10"
        self.assertFalse(ticket.user_id)
        self.assertEqual(ticket.owner_id, self.user_dispatcher)
        event = ticket.event_ids.filtered(lambda e: e.kind == "unassigned")
        self.assertIn("No longer", event.reason)

    def test_the_last_day_is_worked(self):
        with freeze_time("2026-03-09 08:00:00"):
            ticket = self._create_tickets(user_id=self.user_technician.id)
            self.user_technician.territory_staff_ids.date_to = "2026-03-09"
            self._run_cron("free_leavers")
            self.assertTrue(ticket.user_id)
        with freeze_time("2026-03-10 08:00:00"):
            self._run_cron("free_leavers")
            self.assertFalse(ticket.user_id)

    def test_what_a_leaver_closed_is_nobodys_when_it_is_opened_again(self):
        ticket = self._create_tickets(user_id=self.ann.id)
        ticket._close("Done")
        self.ann.active = False
        ticket._reopen("Leaks")
        self.assertFalse(ticket.user_id)
        self.assertEqual(ticket.owner_id, self.user_dispatcher)
        kinds = ticket.event_ids.sorted("id")[-2:].mapped("kind")
        self.assertEqual(set(kinds), {"reopened", "unassigned"})

    def test_leaving_costs_the_same_for_few_and_many(self):
        counts = []
        for user, count in ((self.ann, 2), (self.bob, 2), (self.cid, 40)):
            self._create_tickets(count, user_id=user.id)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            user.active = False
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[2], counts[1] + 2)
