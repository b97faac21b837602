from datetime import date

from odoo.exceptions import AccessError

from .common import NOW, VisitCommon, at, freeze_time

MINUTES = ("working_minutes", "other_minutes", "visit_minutes", "free_minutes")


@freeze_time(NOW)
class TestVisitCapacity(VisitCommon):
    def _get_days(self, user=None, day=date(2026, 3, 9)):
        Capacity = self.env["property.visit.capacity"]
        Capacity = Capacity.with_user(user or self.user_dispatcher)
        return Capacity.search([("date", "=", day)])

    def _get_day(self, technician):
        return self._get_days().filtered(lambda row: row.user_id == technician)

    def test_free_and_taken(self):
        self._plan("2026-03-09 11:30", "2026-03-09 12:30")
        self.env["calendar.event"].create(
            {
                "name": "Training",
                "start": at("2026-03-09 08:00"),
                "stop": at("2026-03-09 09:30"),
                "user_id": self.tech.id,
                "partner_ids": [(6, 0, self.tech.partner_id.ids)],
            }
        )
        day = self._get_day(self.tech)
        self.assertEqual([day[name] for name in MINUTES], [450, 60, 60, 330])
        self.assertEqual(day.visit_count, 1)
        self.assertEqual(day.open_count, 1)
        self.assertAlmostEqual(day.load_rate, 100 * 60 / 390)
        [action] = [day.action_view_visits()]
        visits = self.env["property.visit"].search(action["domain"])
        self.assertEqual(visits, self.ticket.visit_ids)

    def test_days_off_are_no_working_time(self):
        saturday = self._get_days(day=date(2026, 3, 14))
        self.assertEqual(set(saturday.mapped("working_minutes")), {0})
        self.assertEqual(set(saturday.mapped("load_rate")), {0})

    def test_a_visit_on_a_day_off_is_too_much(self):
        self._plan("2026-03-14 09:00", "2026-03-14 10:00")
        rows = self._get_days(day=date(2026, 3, 14))
        busy = rows.filtered(lambda row: row.user_id == self.tech)
        self.assertEqual((busy.load_rate, busy.free_minutes), (100, 0))

    def test_figures(self):
        self._plan()
        Capacity = self.env["property.visit.capacity"].with_user(self.user_dispatcher)
        rows = Capacity.formatted_read_group(
            [("date", "=", "2026-03-09")], ["user_id"], ["visit_minutes:sum"]
        )
        found = {row["user_id"][0]: row["visit_minutes:sum"] for row in rows}
        self.assertEqual(found, {self.tech.id: 60, self.mate.id: 0})

    def test_rights(self):
        for user in (self.user_agent, self.user_portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._get_days(user)
        self.user_stranger.group_ids += self.env.ref(
            "property_crm.group_property_dispatcher"
        )
        self.assertFalse(self._get_days(self.user_stranger))

    def test_the_same_queries_for_few_and_many(self):
        counts = []
        for more in (0, 10):
            for number in range(more):
                user = self.mate.copy({"login": f"mate_{number}"})
                self._enrol(user, self.site.territory_id, role="technician")
            for _run in range(2):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                self._get_days().read(MINUTES)
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(*counts)
