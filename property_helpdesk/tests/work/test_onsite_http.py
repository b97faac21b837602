import json

from odoo.tests import HttpCase
from odoo.tools import mute_logger

from ..common import HelpdeskCommon


class TestOnsiteHttp(HttpCase, HelpdeskCommon):
    """What a phone really sends, and what others send in its name."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ticket = cls._create_tickets(user_id=cls.user_technician.id)
        cls._create_portal("tenant", cls.resident)

    def _call(self, method, *args):
        params = {
            "model": "helpdesk.ticket",
            "method": method,
            "args": [[self.ticket.id], *args],
            "kwargs": {},
        }
        answer = self.url_open(
            "/web/dataset/call_kw",
            data=json.dumps({"params": params}),
            headers={"Content-Type": "application/json"},
        )
        return answer.json()

    def test_sent_twice_over_the_air(self):
        self.authenticate("technician", "technician")
        operation = {"key": "k", "kind": "material", "values": {"name": "Washer"}}
        statuses = [
            self._call("api_work", [operation])["result"][0]["status"]
            for _n in range(2)
        ]
        self.assertEqual(statuses, ["done", "unchanged"])
        self.assertEqual(len(self.ticket.material_ids), 1)

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
    def test_strangers_and_residents_are_refused(self):
        operation = {"key": "k", "kind": "start", "values": {}}
        for login in ("stranger", "tenant", "property_auditor"):
            self.authenticate(login, login)
            for call in (("api_work", [operation]), ("api_work_page",)):
                with self.subTest(login=login, call=call[0]):
                    error = self._call(*call)["error"]["data"]["name"]
                    self.assertIn("AccessError", error)

    def test_a_page_is_no_door_for_who_is_not_logged_in(self):
        self.authenticate(None, None)
        answer = self._call("api_work_page")
        self.assertIn("SessionExpired", answer["error"]["data"]["name"])
