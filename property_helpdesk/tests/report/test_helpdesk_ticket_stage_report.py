from io import BytesIO

from lxml import html

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, freeze_time
from odoo.tools.pdf import PdfReader

from .common import HOUR, NOW, ReportCommon

STAGE = "property_helpdesk.report_ticket_stage"
EVENT = "property_helpdesk.report_ticket_event"


@freeze_time(NOW)
class TestHelpdeskTicketStageReport(ReportCommon):
    def _render(self, report, tickets, user=None):
        user = user or self.user_agent
        Report = self.env["ir.actions.report"].with_user(user)
        Report = Report.with_context(lang=user.lang)
        page, _kind = Report._render_qweb_html(report, tickets.ids)
        return " ".join(html.fromstring(page).text_content().split())

    def test_columns(self):
        before = self._create_at(100)
        self._close_after(before, 4)
        self._rate(before, 4)
        ticket = self._create_at(10, date_deadline=NOW + 2 * HOUR)
        with freeze_time(NOW - 3 * HOUR):
            ticket.stage_id = self.stage_work
        self.env.invalidate_all()
        self.assertRecordValues(
            ticket.with_user(self.user_agent),
            [
                {
                    "stage_hours": 3,
                    "sla_hours": 2,
                    "visit_count": 0,
                    "unit_rating": 4,
                    "rework_count": 1,
                }
            ],
        )

    def test_late_is_below_zero_and_ends_with_closing(self):
        ticket = self._create_at(10, date_deadline=NOW - 2 * HOUR)
        self.assertEqual(ticket.sla_hours, -2)
        self._close_after(ticket, 9)
        self.assertEqual(ticket.sla_hours, -1)

    def test_rework_is_repaired_before_or_opened_again(self):
        before = self._create_at(100)
        self._close_after(before, 10)
        ticket = self._create_at(10)
        self.assertEqual((before.rework_count, ticket.rework_count), (0, 1))
        self._close_after(ticket, 1)
        ticket._reopen("Again")
        self.assertEqual(ticket.rework_count, 2)

    def test_rating_of_another_site_is_not_told(self):
        before = self._create_at(100)
        self._rate(before, 1)
        ticket = self._create_at(10)
        ticket.user_id = self.user_stranger
        self.env.invalidate_all()
        self.assertEqual(ticket.with_user(self.user_stranger).unit_rating, 0)

    def test_printed_stage_report(self):
        before = self._create_at(100)
        self._close_after(before, 4)
        self._rate(before, 3)
        ticket = self._create_at(10, date_deadline=NOW - HOUR)
        text = self._render(STAGE, ticket)
        for words in ("Stage report", ticket.number, "10 hours", "Late", "3 / 5"):
            with self.subTest(words=words):
                self.assertIn(words, text)

    def test_printed_log(self):
        ticket = self._create_at(10)
        self._close_after(ticket, 1)
        text = self._render(EVENT, ticket)
        self.assertLess(text.index("Received"), text.index("Closed"))
        self.assertIn("Done", text)

    def test_printed_in_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.user_agent.lang = "zh_CN"
        ticket = self._create_at(10)
        self.assertIn("10小时", self._render(STAGE, ticket).replace(" ", ""))
        self.assertIn(ticket.number, self._render(EVENT, ticket))

    def test_strangers_print_nothing(self):
        ticket = self._create_at(10)
        for report in (STAGE, EVENT):
            with self.subTest(report=report), self.assertRaises(AccessError):
                self._render(report, ticket, self.user_stranger)

    def test_same_queries_for_few_and_many(self):
        units = self._create_units(50)
        with freeze_time(NOW - 100 * HOUR):
            self._create_in(units)
        tickets = self._create_in(units)
        for report in (STAGE, EVENT):
            few, many = (
                self._count_queries(lambda t=t, r=report: self._render(r, t))
                for t in (tickets[:2], tickets)
            )
            with self.subTest(report=report):
                self.assertEqual(few, many)

    def _create_in(self, units):
        return self.Ticket.create(
            [self._prepare_vals(unit_id=unit.id, partner_id=False) for unit in units]
        )

    def test_list_costs_the_same_queries(self):
        tickets = self._create_at(10, count=52)
        self.assertSameQueries(
            "property_helpdesk.helpdesk_ticket_view_list_stage_report",
            tickets[:2],
            tickets[2:],
            self.user_agent,
        )


class TestPrint(HttpCase, ReportCommon):
    def test_one_pdf_of_several_requests(self):
        tickets = self._create_at(10, count=2)
        Report = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        for report in (STAGE, EVENT):
            with self.subTest(report=report):
                content, kind = Report._render_qweb_pdf(report, tickets.ids)
                self.assertEqual((kind, content[:4]), ("pdf", b"%PDF"))
                self.assertEqual(len(PdfReader(BytesIO(content)).pages), 2)

    def _print(self, report, records):
        """Return the text of the printed pages, without blanks and line ends."""
        Report = self.env["ir.actions.report"].with_context(
            force_report_rendering=True, lang="zh_CN"
        )
        content, _kind = Report._render_qweb_pdf(report, records.ids)
        pages = PdfReader(BytesIO(content)).pages
        return "".join("".join(page.extract_text() for page in pages).split())

    def test_chinese_is_printed_as_text(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        ticket = self._create_at(10, name="厨房水槽漏水")
        for report in (STAGE, EVENT):
            with self.subTest(report=report):
                text = self._print(report, ticket)
                self.assertIn("厨房水槽漏水", text)
                self.assertIn(ticket.number, text)
        code = self.env["property.intake.code"].create(
            {"site_id": self.site.id, "name": "一号楼大堂"}
        )
        text = self._print("property_helpdesk.property_intake_code_report", code)
        self.assertIn("一号楼大堂", text)
        self.assertIn(code.token, text)
