from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import freeze_time

from ...tools.kpi import get_rate
from .common import HOUR, NOW, ReportCommon

RATES = (
    "emergency_rate",
    "on_time_rate",
    "completion_rate",
    "rework_rate",
    "first_fix_rate",
    "complaint_rate",
    "first_contact_rate",
)


@freeze_time(NOW)
class TestPropertyTicketReport(ReportCommon):
    def _get_figures(self, *names, user=None, domain=()):
        self.env.invalidate_all()
        names = names or RATES
        Report = self.env["property.ticket.report"].with_user(user or self.env.user)
        [row] = Report._read_group(
            [("site_id", "=", self.site.id), *domain],
            aggregates=[f"{name}:avg" for name in names],
        )
        return row if len(names) > 1 else row[0]

    def _create_due(self, hours_ago, closed_after=None, case="repair", **values):
        """Create a request that was due some hours ago, ten hours after it came in."""
        case_type = self.env.ref(f"property_helpdesk.helpdesk_ticket_type_{case}")
        ticket = self._create_at(
            hours_ago + 10,
            date_deadline=NOW - hours_ago * HOUR,
            type_id=case_type.id,
            **values,
        )
        if closed_after is not None:
            self._close_after(ticket, closed_after)
        return ticket

    def test_no_case_no_rate(self):
        self.assertEqual(self._get_figures(), (False,) * len(RATES))
        self._create_due(-5, closed_after=1, is_emergency=True)
        self.assertEqual(
            self._get_figures("emergency_rate", "on_time_rate", "completion_rate"),
            (False,) * 3,
        )
        self.assertFalse(self._get_figures("complaint_rate"))

    def test_what_is_due_is_the_base(self):
        for hours in (9, 10, 11):
            self._create_due(5, closed_after=hours)
        self._create_due(5)
        self._create_due(-5, closed_after=1)
        self._create_at(1)
        self.assertEqual(self._get_figures("on_time_rate", "completion_rate"), (50, 75))
        late = self.env["property.ticket.report"]._read_group(
            [("site_id", "=", self.site.id)], aggregates=["late_count:sum"]
        )
        self.assertEqual(late, [(1,)])

    def test_emergencies_and_complaints_have_their_own(self):
        self._create_due(5, closed_after=9, is_emergency=True)
        self._create_due(5, is_emergency=True)
        self._create_due(5, case="complaint")
        self._create_due(5, closed_after=20, case="complaint")
        self.assertEqual(
            self._get_figures("emergency_rate", "on_time_rate", "complaint_rate"),
            (50, 50, 50),
        )

    def test_of_an_emergency_the_arrival_counts(self):
        self.env.ref("property_helpdesk.property_sla_policy_emergency").active = True
        for minutes in (30, 31):
            ticket = self._create_at(5, is_emergency=True)
            with freeze_time(ticket.reported_at + timedelta(minutes=minutes)):
                ticket._log_clock_event("arrived")
        self.assertEqual(self._get_figures("emergency_rate"), 50)

    def test_rework(self):
        again = self._create_at(24 * 40)
        self._close_after(again, 1)
        self._close_after(self._create_at(24 * 40 - 2), 1)
        opened = self._create_at(24 * 40, unit_id=self._create_units(1).id)
        self._close_after(opened, 1)
        opened._reopen("Leaks again")
        other = self._create_at(24 * 40, unit_id=self._create_units(1).id)
        self._close_after(other, 1)
        self._create_at(24 * 9, unit_id=other.unit_id.id)
        wanted = get_rate(2, 4)
        self.assertEqual(
            self._get_figures("rework_rate", "first_fix_rate"), (wanted, 100 - wanted)
        )

    def test_first_contact(self):
        people = [self._create_resident(f"P{n}", f"p{n}@x.com") for n in range(6)]
        tickets = [self._create_at(24 * 20, partner_id=p.id) for p in people]
        tickets[0].user_id = self.user_technician
        for ticket in tickets[:5]:
            self._close_after(ticket, 1)
        tickets[1]._reopen("No")
        self._create_at(24 * 13, partner_id=people[2].id)
        self._create_at(24 * 13 - 1, partner_id=people[3].id)
        tickets[5].with_user(self.user_company_manager)._close("Done")
        # of eight: the fourth, asked again too late to count, and the fifth
        self.assertEqual(self._get_figures("first_contact_rate"), get_rate(2, 8))
        tickets[4].close_cause = "withdrawn"
        self.assertEqual(self._get_figures("first_contact_rate"), get_rate(1, 8))

    def test_median_and_ninety_percent(self):
        for hours in (1, 2, 3, 50):
            self._close_after(self._create_at(60), hours)
        figures = self._get_figures("resolve_median", "resolve_p90", "respond_median")
        self.assertEqual([round(one, 6) for one in figures], [2.5, 35.9, 2.5])
        taken = self._create_at(60)
        with freeze_time(taken.reported_at + HOUR / 2):
            taken._log_clock_event("responded")
        self.assertEqual(self._get_figures("respond_hours"), (1 + 2 + 3 + 50 + 0.5) / 5)

    def test_as_secret_as_the_request(self):
        ticket = self._create_due(5)
        Report = self.env["property.ticket.report"]
        domain = [("ticket_id", "=", ticket.id)]
        for user in (self.user_agent, self.user_auditor, self.user_company_manager):
            with self.subTest(user=user.login):
                self.assertEqual(Report.with_user(user).search_count(domain), 1)
        self.assertFalse(Report.with_user(self.user_stranger).search(domain))
        self.assertFalse(self._get_figures("on_time_rate", user=self.user_stranger))
        other = self.env["res.company"].create({"name": "Other"})
        self.user_company_manager.company_ids |= other
        foreign = Report.with_user(self.user_company_manager).with_company(other)
        foreign = foreign.with_context(allowed_company_ids=other.ids)
        self.assertFalse(foreign.search(domain))
        with self.assertRaises(AccessError):
            Report.with_user(self.user_portal).search(domain)
        row = Report.with_user(self.user_company_manager).search(domain)
        with self.assertRaises(AccessError):
            row.unlink()
        with self.assertRaises(AccessError):
            row.on_time_rate = 100
        ticket.named_employee_ids = self.user_agent
        self.assertFalse(Report.with_user(self.user_agent).search(domain))

    def test_same_queries_for_few_and_many(self):
        def read():
            self.env["property.ticket.report"].with_user(
                self.user_agent
            ).formatted_read_group(
                [],
                ["site_id", "reported_at:month"],
                [f"{name}:avg" for name in (*RATES, "resolve_p90", "respond_median")],
            )

        self._create_due(5, closed_after=1)
        self._create_due(5)
        few = self._count_queries(read)
        self._create_at(5, count=1000, date_deadline=NOW)
        self.assertEqual(self._count_queries(read), few)

    def test_list_costs_the_same_queries(self):
        tickets = self._create_at(10, count=52)
        rows = self.env["property.ticket.report"].browse(tickets.ids)
        self.assertSameQueries(
            "property_helpdesk.property_ticket_report_view_list",
            rows[:2],
            rows[2:],
            self.user_agent,
        )
