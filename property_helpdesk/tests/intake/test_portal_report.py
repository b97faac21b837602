from base64 import b64decode
from unittest.mock import patch

from lxml import html

from odoo.exceptions import UserError
from odoo.tests import HttpCase
from odoo.tools import mute_logger

from ...models.intake import helpdesk_ticket_portal
from ..common import HelpdeskCommon

PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)


class TestPortalReport(HttpCase, HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user_tenant = cls._create_portal("tenant", cls.resident)

    def _post(self, files=None, **values):
        page = self.url_open("/my/report")
        form = html.fromstring(page.text).xpath("//form[@action='/my/report']")[0]
        data = {
            "csrf_token": form.xpath(".//input[@name='csrf_token']/@value")[0],
            "token": form.xpath(".//input[@name='token']/@value")[0],
            "unit": self.unit.id,
            "class": self.leak.id,
            "text": "Under the sink",
            **values,
        }
        return self.url_open("/my/report", data=data, files=files), data

    def _get_tickets(self):
        return self.Ticket.search([("partner_id", "=", self.resident.id)])

    def test_report_becomes_a_request(self):
        self.authenticate("tenant", "tenant")
        page, _data = self._post()
        ticket = self._get_tickets()
        self.assertTrue(page.url.endswith(f"/my/ticket/{ticket.id}?thanks=1"), page.url)
        self.assertIn("Thank you", page.text)
        self.assertRecordValues(
            ticket,
            [
                {
                    "unit_id": self.unit.id,
                    "class_id": self.leak.id,
                    "user_id": False,
                    "requester_role": "tenant",
                    "is_emergency": True,
                }
            ],
        )
        self.assertEqual(ticket.channel_id.code, "portal")

    def test_photos_and_papers_come_along(self):
        self.authenticate("tenant", "tenant")
        files = [("files", ("a.png", PNG)), ("files", ("b.pdf", b"%PDF-1.4\n"))]
        self._post(files)
        attachments = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "helpdesk.ticket"),
                ("res_id", "=", self._get_tickets().id),
            ]
        )
        self.assertEqual(set(attachments.mapped("name")), {"a.png", "b.pdf"})

    def test_files_that_are_none_are_told_before_anything_is_kept(self):
        self.authenticate("tenant", "tenant")
        page = "<html><script>1</script></html>"
        for files, word in (
            ([("files", ("a.png", page))], "a.png is no photo"),
            ([("files", ("a.exe", b"MZ" + bytes(99)))], "a.exe is no photo"),
            ([("files", ("a.png", PNG))] * 7, "6 at most"),
        ):
            with self.subTest(word=word):
                self.assertIn(word, self._post(files)[0].text)
        with (
            patch.object(helpdesk_ticket_portal, "MAX_FILE_SIZE", 9),
            self.assertRaisesRegex(UserError, "too large"),
        ):
            self.Ticket._check_portal_files([("a.png", PNG)])
        self.assertFalse(self._get_tickets())

    def test_form_posted_twice_is_one_request(self):
        self.authenticate("tenant", "tenant")
        page, data = self._post()
        again = self.url_open("/my/report", data=data)
        self.assertEqual(page.url, again.url)
        self.assertEqual(len(self._get_tickets()), 1)

    def test_unit_of_somebody_else_is_refused(self):
        self.authenticate("tenant", "tenant")
        page, _data = self._post(unit=self.other_unit.id)
        self.assertIn("your own units", page.text)
        self.assertFalse(self._get_tickets())

    def test_only_own_units_are_offered(self):
        self.authenticate("tenant", "tenant")
        page = html.fromstring(self.url_open("/my/report").text)
        self.assertEqual(
            page.xpath("//input[@name='unit']/@value"), [str(self.unit.id)]
        )

    def test_nonsense_is_answered_with_the_form(self):
        self.authenticate("tenant", "tenant")
        for values in ({"text": " "}, {"unit": "abc"}, {"unit": ""}):
            with self.subTest(values=values):
                page, _data = self._post(**values)
                self.assertEqual(page.status_code, 200)
                self.assertIn("alert-danger", page.text)
        page, _data = self._post(**{"class": "abc"})
        self.assertFalse(self._get_tickets().class_id)

    def test_common_part_of_the_own_building(self):
        self.authenticate("tenant", "tenant")
        self._post(where="common")
        ticket = self._get_tickets()
        self.assertFalse(ticket.unit_id)
        self.assertEqual(ticket.building_id, self.building)

    def test_anonymous_has_to_sign_in(self):
        self.assertIn("/web/login", self.url_open("/my/report").url)

    def test_post_needs_the_csrf_token(self):
        self.authenticate("tenant", "tenant")
        with mute_logger("odoo.http"):
            page = self.url_open("/my/report", data={"text": "x"})
        self.assertEqual(page.status_code, 400)
        self.assertFalse(self._get_tickets())

    def test_list_costs_the_same_for_few_and_many(self):
        self.authenticate("tenant", "tenant")
        counts = []
        for size in (2, 2, 40):
            self._create_tickets(size)
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            page = self.url_open("/my/tickets")
            self.assertEqual(page.status_code, 200)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
