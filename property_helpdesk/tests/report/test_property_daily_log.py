from lxml import html

from odoo.exceptions import AccessError
from odoo.tests import freeze_time

from .common import HOUR, NOW, ReportCommon

REPORT = "property_helpdesk.report_daily_log"


@freeze_time(NOW)
class TestPropertyDailyLog(ReportCommon):
    def _create_log(self, user=None, **values):
        user = user or self.user_agent
        Log = self.env["property.daily.log"].with_user(user)
        return Log.create({"site_id": self.site.id, "date": NOW.date(), **values})

    def _print(self, log):
        page, _kind = self.env["ir.actions.report"]._render_qweb_html(REPORT, log.ids)
        return " ".join(html.fromstring(page).text_content().split())

    def test_events_of_the_day_in_the_readers_time_zone(self):
        self._create_at(20, name="Yesterday")
        ticket = self._create_at(3)
        self._close_after(ticket, 1)
        log = self._create_log()
        self.assertEqual(log._get_events().mapped("kind"), ["created", "closed"])
        before = self._create_log(date="2026-03-08")
        before = before.with_context(tz="Pacific/Honolulu")
        self.assertEqual(before._get_events().mapped("kind"), ["created", "created"])

    def test_printed(self):
        ticket = self._create_at(3)
        self._close_after(ticket, 1)
        text = self._print(self._create_log())
        for words in ("Daily log", "Lakeside", "Received 1 Closed 1", ticket.number):
            with self.subTest(words=words):
                self.assertIn(words, text)
        empty = self._create_log(date="2020-01-01")
        self.assertIn("Nothing happened on this day.", self._print(empty))

    def test_list(self):
        ticket = self._create_at(3)
        action = self._create_log().action_view()
        events = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(events.ticket_id, ticket)

    def test_of_ones_own_sites(self):
        self._create_at(3)
        self.assertFalse(self._create_log(self.user_stranger)._get_events())
        with self.assertRaises(AccessError):
            self._create_log(self.user_portal)
        log = self._create_log()
        with self.assertRaises(AccessError):
            log.with_user(self.user_dispatcher).read(["date"])

    def test_same_queries_for_few_and_many(self):
        self._create_at(3, count=2)
        log = self._create_log()
        few = self._count_queries(lambda: self._print(log))
        self._create_at(2, count=50)
        self.assertEqual(self._count_queries(lambda: self._print(log)), few)
        self.assertEqual(len(log._get_events()), 52)
        self.assertLess(log._get_events()[0].date, NOW - 2 * HOUR)
