from lxml import html

from odoo.exceptions import AccessError

from .common import NOW, VisitCommon, at, freeze_time

STAGE = "property_helpdesk.report_ticket_stage"


@freeze_time(NOW)
class TestVisitReports(VisitCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        employee = cls.env["hr.employee"].create(
            {"name": "T", "user_id": cls.tech.id, "hourly_cost": 80}
        )
        employee.resource_id.calendar_id = False

    def _go(self, ticket=None):
        """Be there for three quarters of an hour."""
        visit = self._plan(ticket=ticket or self.ticket).with_user(self.tech)
        with freeze_time(at("2026-03-09 09:00")):
            visit.action_arrive()
        with freeze_time(at("2026-03-09 09:45")):
            visit.action_finish()
        return visit

    def test_cost_so_far(self):
        self._go()
        self.env["property.ticket.material"].create(
            {"ticket_id": self.ticket.id, "name": "Hose", "price_unit": 20}
        )
        manager = self.ticket.with_user(self.user_site_manager)
        self.assertEqual(manager.cost_so_far, 80)
        with self.assertRaises(AccessError):
            self.ticket.with_user(self.user_dispatcher).read(["cost_so_far"])

    def test_printed(self):
        self._go()
        self._plan("2026-03-10 09:00", "2026-03-10 10:00")
        for user, has_cost in ((self.user_site_manager, True), (self.tech, False)):
            Report = self.env["ir.actions.report"].with_user(user)
            page, _kind = Report._render_qweb_html(STAGE, self.ticket.ids)
            text = " ".join(html.fromstring(page).text_content().split())
            with self.subTest(user=user.login):
                self.assertIn("Done: 1 Planned: 1 Missed: 0", text)
                self.assertEqual("Cost so far" in text, has_cost)

    def test_on_the_road(self):
        def count():
            self.env.flush_all()
            board = (
                self.env["property.ticket.report"]
                .with_user(self.user_dispatcher)
                .get_board()
            )
            [tile] = [tile for tile in board["tiles"] if tile["key"] == "road"]
            found = self.Ticket.search_count(tile["domain"])
            self.assertEqual(found, tile["count"])
            return found

        visit = self._plan()
        self.assertEqual(count(), 0)
        visit.action_leave()
        self.assertEqual(count(), 1)
        visit.action_arrive()
        self.assertEqual(count(), 1)
        visit.action_finish()
        self.assertEqual(count(), 0)

    def test_the_stage_report_costs_the_same_for_few_and_many(self):
        tickets = self._create_tickets(6, user_id=self.tech.id)
        for number, ticket in enumerate(tickets):
            self._plan(
                f"2026-03-10 {10 + number}:00",
                f"2026-03-10 {10 + number}:30",
                ticket=ticket,
            )
        self.assertSameQueries(
            "property_helpdesk.helpdesk_ticket_view_list_stage_report",
            tickets[:2],
            tickets,
            self.user_site_manager,
        )
