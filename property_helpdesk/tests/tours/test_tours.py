from odoo.tests import HttpCase

from ..common import HelpdeskCommon

TRANSLATED = (
    "web",
    "property_crm",
    "property_helpdesk",
    "helpdesk_mgmt",
    "helpdesk_type",
)


class TestServiceDesk(HttpCase, HelpdeskCommon):
    """From the call to the closed request, as staff click it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._enable_chatter()
        cls.user_dispatcher.tz = "Asia/Shanghai"

    def _assert_path(self):
        ticket = self.Ticket.search([("partner_id", "=", self.resident.id)])
        self.assertRecordValues(
            ticket,
            [
                {
                    "unit_id": self.unit.id,
                    "class_id": self.leak.id,
                    "user_id": self.user_technician.id,
                    "stage_id": self.stage_done.id,
                    "solution": "Washer replaced",
                    "requester_role": "tenant",
                }
            ],
        )
        self.assertEqual(
            ticket.event_ids.sorted("id").mapped("kind"),
            ["created", "assigned", "stage", "closed"],
        )

    def test_call_becomes_a_closed_request(self):
        self.start_tour(
            "/odoo", "property_helpdesk_request", login="property_dispatcher"
        )
        self._assert_path()

    def test_call_becomes_a_closed_request_in_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        modules = self.env["ir.module.module"].search([("name", "in", TRANSLATED)])
        modules._update_translations(["zh_CN"])
        self.user_dispatcher.lang = "zh_CN"
        self.start_tour(
            "/odoo", "property_helpdesk_request_zh", login="property_dispatcher"
        )
        self._assert_path()


class TestResidentOnThePhone(HttpCase, HelpdeskCommon):
    browser_size = "375x667"
    touch_enabled = True

    def test_resident_reports_a_problem(self):
        self._create_portal("tenant", self.resident)
        self.start_tour("/my", "property_helpdesk_report", login="tenant")
        ticket = self.Ticket.search([("partner_id", "=", self.resident.id)])
        self.assertEqual(ticket.unit_id, self.unit)
        self.assertEqual(ticket.channel_id.code, "portal")
