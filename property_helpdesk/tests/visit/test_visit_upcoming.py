from .common import NOW, VisitCommon, at, freeze_time


@freeze_time(NOW)
class TestVisitUpcoming(VisitCommon):
    """Visits and requests in the report of upcoming work and in one's own calendar."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time(NOW):
            cls.visit = cls._plan()
        cls.ticket.date_deadline = at("2026-03-09 17:00")
        cls.env.flush_all()

    def _find(self, user, *domain):
        self.env.invalidate_all()
        report = self.env["property.upcoming.report"].with_user(user)
        return report.search([("topic", "=", "service"), *domain])

    def test_my_work_has_requests_and_visits_once(self):
        rows = self._find(self.tech, ("is_mine", "=", True))
        self.assertEqual(sorted(rows.mapped("kind")), ["request", "visit"])
        visit = rows.filtered(lambda row: row.kind == "visit")
        self.assertEqual(visit.unit_id, self.ticket.unit_id)
        self.assertEqual(visit.partner_id, self.ticket.partner_id)
        self.assertEqual((visit.status, visit.due), ("waiting", "2_today"))
        report = self.env["property.upcoming.report"].with_user(self.tech)
        self.assertFalse(report.search([("source_model", "=", "calendar.event")]))

    def test_strangers_see_neither(self):
        self.assertFalse(self._find(self.user_stranger))
        self.assertTrue(self._find(self.user_dispatcher))

    def test_what_is_done_is_gone(self):
        visit = self.visit.with_user(self.tech)
        visit.action_arrive()
        visit.action_finish()
        self.assertFalse(self._find(self.tech, ("kind", "=", "visit")))

    def test_visits_in_ones_calendar(self):
        tech = self.tech.with_user(self.tech)
        items = tech._get_feed_items(at("2026-03-09 00:00"), at("2026-03-10 00:00"))
        self.assertEqual(len(items), 1)
        self.assertEqual(items[0].start, self.visit.start)
        self.assertIn("101", items[0].location)
        self.assertTrue(items[0].tentative)

    def test_the_visit_tells_of_itself_and_the_calendar_does_not(self):
        event = self.visit.with_env(self.env).event_id
        self.assertEqual(event._get_told_elsewhere(), event)
        event.with_user(self.user_dispatcher).sudo().write(
            {"start": at("2026-03-09 14:00"), "stop": at("2026-03-09 15:00")}
        )
        self.assertFalse(
            self.env["mail.message"].search([("subject", "=like", "Changed:%")])
        )
