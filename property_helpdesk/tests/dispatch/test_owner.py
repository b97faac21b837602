from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import freeze_time

from .common import DispatchCommon

NOW = "2026-03-09 08:00:00"


class TestOwner(DispatchCommon):
    def test_the_holder_owns(self):
        ticket = self._create_tickets()
        ticket._assign(self.ann)
        self.assertEqual(ticket.owner_id, self.ann)
        ticket._assign(self.env["res.users"], "Leave")
        self.assertEqual(ticket.owner_id, self.user_dispatcher)

    def test_who_answers_when_nobody_has_it(self):
        """The nearest primary, the leader of the team, others, company managers."""
        building = self.env["property.territory"].create(
            {
                "name": "House 1",
                "kind": "building",
                "site_id": self.site.id,
                "building_id": self.building.id,
            }
        )
        steward = self._create_technician("s", building)
        steward.territory_staff_ids.write({"role": "steward", "is_primary": True})
        ticket = self._create_team_tickets()
        self.assertEqual(ticket.territory_id, building)
        self.assertEqual(ticket.owner_id, steward)
        steward.territory_staff_ids.unlink()
        self.assertEqual(ticket.owner_id, self.user_dispatcher)
        self.answerer.is_primary = False
        self.team.user_id = self.bob
        self.assertEqual(ticket.owner_id, self.bob)
        self.team.user_id = False
        self.assertEqual(ticket.owner_id, self.user_dispatcher)
        self.answerer.role = "technician"
        self.assertTrue(
            ticket.owner_id.has_group("property_crm.group_property_company_manager")
        )

    def test_a_request_of_no_place_has_an_owner(self):
        ticket = self.Ticket.create({"name": "Where?"})
        self.assertTrue(ticket.owner_id.active)
        self.assertTrue(ticket.date_next)

    def test_staff_of_today_answers(self):
        with freeze_time(NOW):
            ticket = self._create_tickets()
            self.answerer.date_to = "2026-03-09"
            self.assertEqual(ticket.owner_id, self.user_dispatcher)
        with freeze_time("2026-03-10 08:00:00"):
            self._run_cron("free_leavers")
            self.assertNotEqual(ticket.owner_id, self.user_dispatcher)

    def test_closed_keeps_its_owner(self):
        ticket = self._create_tickets()
        ticket._close("Done")
        self.answerer.unlink()
        self.assertEqual(ticket.owner_id, self.user_dispatcher)

    @freeze_time(NOW)
    def test_next_date_is_the_earliest(self):
        now = fields.Datetime.now()
        self.team.next_date_hours = 10
        usual, early, late = (now + timedelta(hours=n) for n in (10, 5, 20))
        for deadline, deferred, expected in (
            (False, False, usual),
            (early, False, early),
            (late, False, usual),
            (False, late, late),
            (early, late, early),
            (late, early, early),
        ):
            with self.subTest(deadline=deadline, deferred=deferred):
                ticket = self._create_team_tickets(date_deadline=deadline)
                if deferred:
                    ticket._defer(deferred, "Part ordered")
                self.assertEqual(ticket.date_next, expected)
        ticket._close("Done")
        self.assertFalse(ticket.date_next)
        ticket._reopen("Again")
        self.assertTrue(ticket.date_next)

    def test_each_step_of_the_holder_moves_the_next_date(self):
        with freeze_time(NOW):
            ticket = self._create_tickets(user_id=self.ann.id)
        with freeze_time("2026-03-09 20:00:00"):
            ticket.with_user(self.ann).message_post(
                body="On my way", message_type="comment"
            )
            self.assertEqual(str(ticket.date_next), "2026-03-10 20:00:00")

    def test_nobodys_case(self):
        with freeze_time(NOW):
            free, held, late, aside = self._create_tickets(4)
            (held | late)._assign(self.ann)
            late.date_deadline = "2026-03-09 09:00:00"
            aside._defer(fields.Datetime.to_datetime("2026-03-12 08:00:00"), "Part")
        with freeze_time("2026-03-09 10:00:00"):
            every = free | held | late | aside
            every.invalidate_recordset()
            found = self.Ticket.search(
                [("is_nobodys_case", "=", True), ("id", "in", every.ids)]
            )
            self.assertEqual(found, free | late)
            self.assertEqual(every.filtered("is_nobodys_case"), free | late)
            every._close("Done")
            self.assertFalse(every.filtered("is_nobodys_case"))

    def test_nobody_writes_them_by_hand(self):
        ticket = self._create_tickets().with_user(self.user_company_manager)
        for name, value in (
            ("owner_id", self.ann.id),
            ("date_next", NOW),
            ("deferred_until", NOW),
            ("handover_user_id", self.ann.id),
            ("acted_at", NOW),
            ("last_step_at", NOW),
            ("take_back_at", NOW),
            ("transfer_count", 3),
        ):
            with self.subTest(field=name), self.assertRaises(AccessError):
                ticket.write({name: value})

    def test_the_owner_sees_it(self):
        leader = self.user_stranger
        self.team.user_id = leader
        self.answerer.is_primary = False
        ticket = self._create_team_tickets()
        self.assertEqual(ticket.owner_id, leader)
        self.assertTrue(ticket.with_user(leader).has_access("read"))
        ticket._assign(self.ann)
        self.env.invalidate_all()
        self.assertFalse(ticket.with_user(leader).has_access("read"))
