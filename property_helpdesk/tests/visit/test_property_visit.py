from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from .common import NOW, VisitCommon, at, freeze_time


@freeze_time(NOW)
class TestPropertyVisit(VisitCommon):
    def test_planned_visit_is_told_and_logged(self):
        visit = self._plan()
        self.assertEqual(visit.state, "planned")
        self.assertEqual(visit.planned_minutes, 60)
        self.assertEqual(self._get_kinds(), ["visit_planned"])
        [told] = self._get_told()
        self.assertIn("Mon 9 Mar 08:30–12:00", told)
        self.assertTrue(self._get_told(self.tech.partner_id))

    def test_promised_are_the_usual_hours_or_the_time_itself(self):
        visit = self._plan()
        self.assertEqual(visit.window_start, at("2026-03-09 08:30"))
        self.assertEqual(visit.window_stop, at("2026-03-09 12:00"))
        late = self._plan("2026-03-09 19:00", "2026-03-09 20:00")
        self.assertEqual(late.window_start, late.start)
        self.assertEqual(late.window_stop, late.stop)

    def test_a_form_needs_request_and_beginning_only(self):
        visit = (
            self.env["property.visit"]
            .with_user(self.tech)
            .create({"ticket_id": self.ticket.id, "start": at("2026-03-09 09:00")})
        )
        self.assertEqual(visit.user_id, self.tech)
        self.assertEqual(visit.stop, at("2026-03-09 10:00"))

    def test_way_of_a_visit(self):
        visit = self._plan()
        mine = visit.with_user(self.tech)
        with freeze_time(at("2026-03-09 08:50")):
            mine.action_leave()
            mine.action_leave()
        with freeze_time(at("2026-03-09 09:05")):
            mine.action_arrive()
        self.assertEqual(visit.state, "on_site")
        self.assertEqual(self.ticket.arrived_at, at("2026-03-09 09:05"))
        with freeze_time(at("2026-03-09 09:50")):
            mine.action_finish()
        self.assertRecordValues(
            visit,
            [
                {
                    "state": "done",
                    "left_at": at("2026-03-09 08:50"),
                    "arrived_at": at("2026-03-09 09:05"),
                    "ended_at": at("2026-03-09 09:50"),
                    "site_minutes": 45,
                }
            ],
        )
        self.assertEqual(
            self._get_kinds(), ["visit_planned", "visit_way", "arrived", "visit_done"]
        )
        way = [told for told in self._get_told() if "on the way" in told]
        self.assertEqual(len(way), 1)

    def test_work_that_begins_is_an_arrival(self):
        visit = self._plan()
        self.ticket.with_user(self.tech).api_work([{"key": "a", "kind": "start"}])
        self.assertEqual(visit.state, "on_site")

    def test_the_visit_of_another_day_has_not_begun(self):
        visit = self._plan("2026-03-11 09:00", "2026-03-11 10:00")
        self.ticket.with_user(self.tech).action_arrive()
        self.assertEqual(visit.state, "planned")

    def test_nobody_at_home(self):
        visit = self._plan()
        visit.with_user(self.tech)._miss("not_at_home", "Rang twice")
        self.assertEqual(visit.state, "missed")
        self.assertEqual(self._get_kinds()[-1], "visit_missed")
        self.assertEqual(
            self.ticket.event_ids.sorted("id")[-1:].reason,
            "Nobody at home · Rang twice",
        )
        self.assertIn("another time", self._get_told()[-1])
        self.assertTrue(self.ticket.visit_offered_at)

    def test_cancelling_needs_a_reason_and_is_told_once(self):
        visit = self._plan()
        with self.assertRaisesRegex(UserError, "say why"):
            visit._cancel(" ")
        visit._cancel("No parts")
        visit._cancel("No parts")
        self.assertEqual(visit.state, "cancelled")
        self.assertEqual(sum("cancelled" in told for told in self._get_told()), 1)

    def test_moving_within_what_was_promised_tells_nobody(self):
        visit = self._plan()
        visit.sudo().agreed_at = NOW
        count = len(self._get_told())
        visit.start = at("2026-03-09 10:30")
        self.assertEqual(visit.stop, at("2026-03-09 11:30"))
        self.assertTrue(visit.agreed_at)
        self.assertEqual(len(self._get_told()), count)
        visit.start = at("2026-03-09 14:00")
        self.assertFalse(visit.agreed_at)
        self.assertIn("13:30–17:30", self._get_told()[-1])
        self.assertEqual(self._get_kinds(), ["visit_planned"] + ["visit_moved"] * 2)

    def test_what_has_begun_is_not_moved(self):
        visit = self._plan()
        visit.action_leave()
        with self.assertRaisesRegex(UserError, "only a planned visit"):
            visit.start = at("2026-03-09 10:30")

    def test_not_in_the_past_and_not_backwards(self):
        with self.assertRaisesRegex(UserError, "time to come"):
            self._plan("2026-03-06 09:00", "2026-03-06 10:00")
        with (
            self.assertRaises(CheckViolation),
            self.cr.savepoint(),
            mute_logger("odoo.sql_db"),
        ):
            visit = self._plan()
            visit.stop = visit.start
            self.env.flush_all()

    def test_a_technician_is_in_one_place_at_a_time(self):
        self._plan()
        with (
            self.assertRaisesRegex(ValidationError, "another visit"),
            self.cr.savepoint(),
            mute_logger("odoo.sql_db"),
        ):
            self._plan("2026-03-09 09:30", "2026-03-09 10:30")
            self.env.flush_all()
        self._plan("2026-03-09 10:00", "2026-03-09 11:00")
        self._plan("2026-03-09 09:30", "2026-03-09 10:30", user_id=self.mate.id)

    def test_the_time_of_a_cancelled_visit_is_free(self):
        self._plan()._cancel("No parts")
        self._plan()

    def test_not_while_the_technician_is_busy(self):
        self.env["calendar.event"].create(
            {
                "name": "Training",
                "start": at("2026-03-09 09:00"),
                "stop": at("2026-03-09 11:00"),
                "user_id": self.tech.id,
                "partner_ids": [(6, 0, self.tech.partner_id.ids)],
                "privacy": "private",
            }
        )
        with self.assertRaises(ValidationError) as refused:
            self._plan()
        self.assertNotIn("Training", str(refused.exception))
        self._plan(clash_reason="Leaves the training")

    def test_not_for_a_closed_request(self):
        self.ticket._close("Done")
        with self.assertRaisesRegex(UserError, "is closed"):
            self._plan()

    def test_technicians_plan_their_own_only(self):
        self._plan(by=self.tech)
        with self.assertRaisesRegex(AccessError, "dispatchers plan"):
            self._plan(by=self.tech, user_id=self.mate.id)

    def test_only_people_of_the_place_are_sent(self):
        for user in (self.user_stranger, self.user_portal):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                self._plan(user_id=user.id)

    def test_only_who_goes_there_says_so(self):
        visit = self._plan()
        with self.assertRaisesRegex(AccessError, "is the visit of"):
            visit.with_user(self.mate).action_leave()

    def test_a_firm_goes_without_a_calendar(self):
        firm = self.env["res.partner"].create({"name": "Lifts Ltd", "is_company": True})
        contract = self.env["property.subcontract"].create(
            {
                "partner_id": firm.id,
                "site_id": self.site.id,
                "date_from": "2026-01-01",
            }
        )
        visit = self._plan(user_id=False, subcontract_id=contract.id)
        self.assertFalse(visit.event_id)
        self.assertIn("Lifts Ltd", self._get_told()[-1])
        visit.action_leave()
        visit.action_arrive()
        visit.action_finish()
        self.assertEqual(visit.state, "done")

    def test_visits_are_kept(self):
        with self.assertRaisesRegex(UserError, "kept"):
            self._plan().sudo().unlink()

    def test_many_visits_cost_as_many_queries_as_few(self):
        tickets = self._create_tickets(12, user_id=self.tech.id, partner_id=False)
        counts = []
        for number, some in ((1, tickets[:2]), (2, tickets[2:])):
            self.env.flush_all()
            before = self.cr.sql_log_count
            self.env["property.visit"].with_context(property_visit_quiet=True).create(
                [
                    {
                        "ticket_id": ticket.id,
                        "user_id": self.tech.id,
                        "start": at(f"2026-03-1{number} 08:{place:02}"),
                        "stop": at(f"2026-03-1{number} 08:{place + 1:02}"),
                    }
                    for place, ticket in enumerate(some)
                ]
            )
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])
