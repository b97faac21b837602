from odoo.tests import freeze_time

from ...models.report.helpdesk_ticket_forecast import MIN_COUNT
from .common import HOUR, NOW, ReportCommon

HOURS = (2, 3, 4, 6, 10)


@freeze_time(NOW)
class TestHelpdeskTicketForecast(ReportCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param(MIN_COUNT, "5")

    def _create_past(self, hours=HOURS, **values):
        for number in hours:
            self._close_after(self._create_at(100, **values), number)

    def _forecast(self, ticket):
        self.env.invalidate_all()
        return (
            ticket.eta_date and (ticket.eta_date - NOW) / HOUR,
            ticket.eta_late_date and (ticket.eta_late_date - NOW) / HOUR,
            ticket.eta_basis,
        )

    def test_vector(self):
        self._create_past()
        ticket = self._create_at(1.5)
        self.assertEqual(self._forecast(ticket), (2.5, 4.5, "class"))
        self.assertEqual(ticket.eta_hours, 2.5)
        self.assertEqual(ticket.eta_remaining, "2 hours")

    def test_time_counts_from_the_stage_it_is_in(self):
        self._create_past()
        ticket = self._create_at(50)
        with freeze_time(NOW - HOUR):
            ticket.stage_id = self.stage_work
        for late in (2, 3, 4, 6, 10):
            other = self._create_at(200)
            with freeze_time(NOW - 100 * HOUR):
                other.stage_id = self.stage_work
            self._close_after(other, 100 + late)
        self.assertEqual(self._forecast(ticket), (3, 5, "class"))

    def test_too_few_of_the_class_fall_back_to_the_category(self):
        others = self.env["property.ticket.class"].search(
            [
                ("category_id", "=", self.leak.category_id.id),
                ("id", "!=", self.leak.id),
                ("site_kind", "in", [False, self.site.kind]),
            ]
        )
        self._create_past(HOURS[:4])
        ticket = self._create_at(1)
        self.assertEqual(self._forecast(ticket), (False, False, False))
        past = self._create_at(100)
        past.class_id = others[0]
        self._close_after(past, 10)
        self.assertEqual(self._forecast(ticket), (3, 5, "category"))

    def test_without_likes_the_deadline_counts(self):
        ticket = self._create_at(1, date_deadline=NOW + 3 * HOUR)
        self.assertEqual(self._forecast(ticket), (3, False, "deadline"))
        ticket.date_deadline = NOW - HOUR
        self.assertEqual(self._forecast(ticket), (0, False, "deadline"))

    def test_what_was_withdrawn_says_nothing_about_the_work(self):
        self._create_past()
        for cause in ("withdrawn", "duplicate"):
            self._close_after(self._create_at(100), 0.5, cause)
        ticket = self._create_at(1.5)
        self.assertEqual(self._forecast(ticket)[0], 2.5)

    def test_loaded_ones_began_in_the_first_stage(self):
        for hours in HOURS:
            ticket = self._create_at(
                100,
                stage_id=self.stage_done.id,
                solution="Done",
                closed_date=NOW - (100 - hours) * HOUR,
            )
        ticket.stage_id = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_cancelled")
        self.assertEqual(self._forecast(self._create_at(1.5)), (2.5, 4.5, "class"))

    def test_open_ones_count_for_as_long_as_they_last(self):
        self._create_past()
        self._create_at(5, count=4)
        ticket = self._create_at(1.5)
        self.assertEqual(self._forecast(ticket)[0], 4.5)

    def test_a_year_is_enough(self):
        self._create_past()
        ticket = self._create_at(1.5)
        with freeze_time(NOW.replace(year=2027)):
            ticket.reported_at = NOW.replace(year=2027)
            self.env.invalidate_all()
            self.assertFalse(ticket.eta_basis)

    def test_closed_and_new_ones_have_none(self):
        self._create_past()
        closed = self._create_at(5)
        self._close_after(closed, 1)
        self.assertEqual(self._forecast(closed), (False, False, False))
        new = self.Ticket.new(self._prepare_vals(class_id=self.leak.id))
        self.assertFalse(new.eta_basis)

    def test_same_queries_for_few_and_many(self):
        self._create_past()
        tickets = self._create_at(1, count=50)
        few, many = (
            self._count_queries(lambda t=t: t.mapped("eta_date"))
            for t in (tickets[:2], tickets)
        )
        self.assertEqual(few, many)

    def test_resident_reads_when_most_are_done(self):
        self._create_past()
        ticket = self._create_at(1.5)
        page = self.env["ir.qweb"]._render(
            "property_helpdesk.portal_my_request_forecast_line", {"ticket": ticket}
        )
        self.assertIn("Most requests like yours are done by", page)
        self.assertIn("04:30", page)
