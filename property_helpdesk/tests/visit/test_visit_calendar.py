from odoo.exceptions import AccessError, UserError

from .common import NOW, VisitCommon, at, freeze_time


@freeze_time(NOW)
class TestVisitCalendar(VisitCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time(NOW):
            cls.visit = cls._plan()
        cls.event = cls.visit.with_env(cls.env).event_id
        cls.env.flush_all()

    def _is_busy(self, user=None):
        busy = self.env["calendar.event"]._get_busy(
            user or self.tech, at("2026-03-09 00:00"), at("2026-03-10 00:00")
        )
        return bool(busy[(user or self.tech).id])

    def test_the_technician_is_busy_and_others_read_no_more(self):
        self.assertTrue(self._is_busy())
        mine = self.event.with_user(self.tech)
        self.assertIn("101", mine.name)
        self.env.invalidate_all()
        others = self.event.with_user(self.mate)
        self.assertNotIn("101", str(others.read(["name", "location", "display_name"])))

    def test_no_invitation_is_sent(self):
        self.assertFalse(
            self.env["mail.message"].search_count([("model", "=", "calendar.attendee")])
        )
        self.assertFalse(self.event.message_ids)

    def test_moved_in_the_calendar(self):
        self.event.with_user(self.tech).write(
            {"start": at("2026-03-09 14:00"), "stop": at("2026-03-09 15:30")}
        )
        self.assertEqual(self.visit.start, at("2026-03-09 14:00"))
        self.assertEqual(self.visit.planned_minutes, 90)
        self.assertEqual(self._get_kinds(), ["visit_planned", "visit_moved"])
        self.assertIn("13:30–17:30", self._get_told()[-1])

    def test_moved_on_the_visit(self):
        self.visit.start = at("2026-03-09 14:00")
        self.assertEqual(self.event.start, at("2026-03-09 14:00"))
        self.assertEqual(self.event.stop, at("2026-03-09 15:00"))

    def test_given_to_a_colleague(self):
        self.visit.user_id = self.mate
        self.assertEqual(self.event.user_id, self.mate)
        self.assertEqual(self.event.attendee_ids.partner_id, self.mate.partner_id)
        self.assertFalse(self._is_busy())
        self.assertTrue(self._is_busy(self.mate))

    def test_cancelled_in_the_calendar(self):
        self.event.with_user(self.tech).action_archive()
        self.assertEqual(self.visit.state, "cancelled")
        self.assertIn("cancelled", self._get_told()[-1])

    def test_deleted_in_the_calendar(self):
        self.event.with_user(self.tech).unlink()
        self.assertEqual(self.visit.state, "cancelled")
        self.assertFalse(self.visit.event_id)
        self.assertEqual(self._get_kinds()[-1], "visit_cancelled")

    def test_cancelled_on_the_visit(self):
        self.visit._cancel("No parts")
        self.assertFalse(self.event.active)
        self.assertFalse(self._is_busy())

    def test_what_is_done_takes_no_more_time(self):
        self.visit.with_user(self.tech).action_arrive()
        self.visit.with_user(self.tech).action_finish()
        self.assertTrue(self.event.active)
        self.assertFalse(self._is_busy())

    def test_colleagues_do_not_move_it(self):
        with self.assertRaises(AccessError):
            self.event.with_user(self.mate).write({"start": at("2026-03-09 14:00")})

    def test_it_keeps_its_hour_and_its_technician(self):
        for vals in (
            {"allday": True, "start_date": "2026-03-09", "stop_date": "2026-03-09"},
            {"partner_ids": [(6, 0, self.mate.partner_id.ids)]},
        ):
            with self.subTest(vals=vals), self.assertRaisesRegex(UserError, "visit"):
                self.event.with_user(self.tech).write(vals)

    def test_declining_is_no_way_out(self):
        attendee = self.event.attendee_ids.with_user(self.tech)
        with self.assertRaisesRegex(UserError, "cancelled"):
            attendee.do_decline()
