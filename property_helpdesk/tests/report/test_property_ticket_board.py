from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, freeze_time

from odoo.addons.property_crm.tests.place.test_client_units import hoot_id
from odoo.addons.web.tests.test_js import unit_test_error_checker

from .common import HOUR, NOW, ReportCommon


@freeze_time(NOW)
class TestPropertyTicketBoard(ReportCommon):
    def _get_board(self, user=None, **values):
        self.env.flush_all()
        self.env.invalidate_all()
        user = user or self.user_site_manager
        return self.env["property.ticket.report"].with_user(user).get_board(**values)

    def _get_counts(self, board):
        return {tile["key"]: tile["count"] for tile in board["tiles"]}

    def _fill(self):
        """Create one of each: late, due today, assigned, being worked on, closed."""
        late = self._create_at(30, date_deadline=NOW - HOUR, is_emergency=True)
        due = self._create_at(5, date_deadline=NOW + HOUR)
        due.user_id = self.user_technician
        work = self._create_at(5, date_deadline=NOW + 30 * HOUR)
        work.write({"user_id": self.user_technician.id, "stage_id": self.stage_work.id})
        self._close_after(self._create_at(5), 1)
        return late, due, work

    def test_the_day(self):
        late, due, work = self._fill()
        board = self._get_board(self.user_dispatcher)
        self.assertEqual(
            self._get_counts(board),
            {
                "open": 3,
                "late": 1,
                "due": 1,
                "unassigned": 1,
                "working": 1,
                "emergency": 1,
                "road": 0,
            },
        )
        self.assertEqual(
            [row["id"] for row in board["urgent"]], [late.id, due.id, work.id]
        )
        self.assertEqual(
            board["load"],
            [
                {
                    "id": self.user_technician.id,
                    "name": self.user_technician.name,
                    "open": 2,
                    "late": 0,
                }
            ],
        )
        self.assertFalse(board["is_manager"])
        self.assertNotIn("figures", board)

    def test_a_tile_opens_what_it_counts(self):
        self._fill()
        Ticket = self.Ticket.with_user(self.user_dispatcher)
        for tile in self._get_board(self.user_dispatcher)["tiles"]:
            with self.subTest(tile=tile["key"]):
                self.assertEqual(Ticket.search_count(tile["domain"]), tile["count"])

    def test_the_month_of_a_manager(self):
        self._fill()
        old = self._create_at(24 * 40, date_deadline=NOW - 24 * 39 * HOUR)
        self._close_after(old, 1)
        board = self._get_board()
        self.assertEqual(board["figures"]["count"], 4)
        self.assertEqual(board["figures"]["on_time_rate"], 0)
        self.assertEqual(board["figures"]["resolve_median"], 1)
        self.assertIsNone(board["figures"]["complaint_rate"])
        self.assertEqual(board["before"]["on_time_rate"], 100)
        days = board["days"]
        self.assertEqual((len(days["days"]), days["days"][-1]), (30, "2026-03-09"))
        self.assertEqual((days["received"][-1], days["closed"][-1]), (3, 1))
        self.assertEqual(days["open"][-3:], [0, 1, 3])
        self.assertEqual(sum(row["count"] for row in board["channels"]), 4)

    def test_of_one_site(self):
        self._fill()
        board = self._get_board(self.user_company_manager, site_id=self.other_site.id)
        self.assertEqual(set(self._get_counts(board).values()), {0})
        self.assertEqual((board["urgent"], board["load"]), ([], []))

    def test_others_count_nothing(self):
        self._fill()
        board = self._get_board(self.user_stranger)
        self.assertEqual(set(self._get_counts(board).values()), {0})
        self.assertNotIn(self.site.id, [site["id"] for site in board["sites"]])
        with self.assertRaises(AccessError):
            self._get_board(self.user_portal)

    def test_same_queries_for_few_and_many(self):
        self._fill()
        report = self.env["property.ticket.report"].with_user(self.user_site_manager)
        few = self._count_queries(report.get_board)
        self._create_at(
            5, count=300, date_deadline=NOW, user_id=self.user_technician.id
        )
        self.assertEqual(self._count_queries(report.get_board), few)


class TestServiceBoard(HttpCase, ReportCommon):
    def test_unit_tests_in_the_browser(self):
        suite = hoot_id("@property_helpdesk")
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&id={suite}",
            "",
            "",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=unit_test_error_checker,
        )

    def test_from_the_board_to_what_is_late(self):
        now = fields.Datetime.now()
        self._create_tickets(
            reported_at=now - timedelta(hours=5), date_deadline=now - timedelta(hours=1)
        )
        self.start_tour(
            "/odoo/service-board",
            "property_helpdesk_board",
            login="property_site_manager",
        )
