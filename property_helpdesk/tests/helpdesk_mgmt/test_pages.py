import base64

from odoo.exceptions import AccessError
from odoo.http import Request
from odoo.tests import HttpCase
from odoo.tools import mute_logger

from ..common import HelpdeskCommon


class TestPages(HttpCase, HelpdeskCommon):
    """Each is a hole of helpdesk_mgmt 19.0.1.3.2 that must stay shut."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user_tenant = cls._create_portal("tenant", cls.resident)
        cls.own = cls._create_tickets()
        cls.others = cls._create_tickets(
            unit_id=cls.other_unit.id, partner_id=cls.neighbour.id
        )

    def _post_close(self, ticket_id):
        csrf = Request.csrf_token(self)
        return self.url_open(
            "/ticket/close",
            data={
                "ticket_id": ticket_id,
                "stage_id": self.stage_done.id,
                "csrf_token": csrf,
            },
        )

    def test_own_request_can_be_closed(self):
        self.authenticate("tenant", "tenant")
        self._post_close(self.own.id)
        self.assertTrue(self.own.stage_id.closed)
        self.assertEqual(self.own.close_cause, "withdrawn")

    def test_request_of_others_cannot_be_closed(self):
        self.authenticate("tenant", "tenant")
        self._post_close(self.others.id)
        self.assertFalse(self.others.stage_id.closed)

    def test_the_list_needs_a_reading_cursor_only(self):
        """So that a replica may serve it."""
        modes = []
        get_domain = self.Ticket._get_portal_domain

        def spy(model, *args):
            modes.append(model.env.cr.readonly)
            return get_domain(*args)

        self.patch(type(self.Ticket), "_get_portal_domain", spy)
        self.authenticate("tenant", "tenant")
        self.assertIn(self.own.number, self.url_open("/my/tickets").text)
        self.assertEqual(modes, [True])

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_only_the_requester_takes_it_back(self):
        wife = self._create_resident("Wang Fang", "wang@example.com", role="family")
        self._create_portal("wife", wife)
        self.assertTrue(self.own.with_user(self._find_user("wife")).has_access("read"))
        for login in ("wife", "property_auditor", "stranger", "portal_1", None):
            with self.subTest(login=login):
                self.authenticate(login, login)
                page = self._post_close(self.own.id)
                self.assertLess(page.status_code, 400)
                self.assertFalse(self.own.stage_id.closed)
                if login:
                    page = self.url_open(f"/my/ticket/{self.own.id}")
                    self.assertNotIn("/ticket/close", page.text)

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_closing_asks_no_matter_who_calls(self):
        for user in (self.user_auditor, self.user_portal, self.user_stranger):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.own.with_user(user)._portal_close()
        self.own.with_user(self.user_agent)._portal_close()
        self.assertTrue(self.own.stage_id.closed)

    def _find_user(self, login):
        return self.env["res.users"].search([("login", "=", login)])

    def test_a_link_does_not_close(self):
        self.authenticate("tenant", "tenant")
        with mute_logger("odoo.http"):
            page = self.url_open(
                f"/ticket/close?ticket_id={self.own.id}&stage_id={self.stage_done.id}"
            )
        self.assertEqual(page.status_code, 405)
        self.assertFalse(self.own.stage_id.closed)

    def test_closing_needs_the_csrf_token(self):
        self.authenticate("tenant", "tenant")
        with mute_logger("odoo.http"):
            page = self.url_open("/ticket/close", data={"ticket_id": self.own.id})
        self.assertEqual(page.status_code, 400)
        self.assertFalse(self.own.stage_id.closed)

    def test_nonsense_is_no_server_error(self):
        self.authenticate("tenant", "tenant")
        for url in (
            "/my/tickets?sortby=x",
            "/my/tickets?groupby=x",
            "/my/tickets?filterby=x",
            "/my/tickets?search=%25%5B",
            "/my/ticket/999999999",
            "/new/ticket",
        ):
            with self.subTest(url=url):
                self.assertLess(self.url_open(url).status_code, 400)
        self.assertLess(self._post_close("abc").status_code, 400)
        self.assertLess(self._post_close("\u00b2").status_code, 400)
        csrf = Request.csrf_token(self)
        for data in ({"category": "abc"}, {"subject": "x"}):
            with self.subTest(data=data):
                page = self.url_open(
                    "/submitted/ticket", data={"csrf_token": csrf, **data}
                )
                self.assertLess(page.status_code, 400)

    def test_page_of_others_is_closed(self):
        self.authenticate("tenant", "tenant")
        page = self.url_open(f"/my/ticket/{self.others.id}")
        self.assertTrue(page.url.endswith("/my"))
        self.assertNotIn(self.others.number, page.text)

    def test_files_of_internal_notes_are_not_shown(self):
        shown, hidden = self.env["ir.attachment"].create(
            [
                {
                    "name": f"{name}.txt",
                    "datas": base64.b64encode(b"secret"),
                    "res_model": "helpdesk.ticket",
                    "res_id": self.own.id,
                }
                for name in ("photo", "internal")
            ]
        )
        self.own.message_post(attachment_ids=hidden.ids, subtype_xmlid="mail.mt_note")
        self.own.message_post(attachment_ids=shown.ids, subtype_xmlid="mail.mt_comment")
        self.authenticate("tenant", "tenant")
        page = self.url_open(f"/my/ticket/{self.own.id}")
        self.assertIn("photo.txt", page.text)
        self.assertNotIn("internal.txt", page.text)
        self.assertFalse(hidden.access_token)

    def test_list_shows_own_requests_only(self):
        self.authenticate("tenant", "tenant")
        page = self.url_open("/my/tickets")
        self.assertIn(self.own.number, page.text)
        self.assertNotIn(self.others.number, page.text)
