from odoo.exceptions import AccessError, ValidationError
from odoo.tools import mute_logger

from ..common import HelpdeskCommon

OF_THE_REQUEST = (
    "property.ticket.checklist.item",
    "property.ticket.material",
    "property.ticket.submission",
)
SETTINGS = (
    "property.fault.cause",
    "property.ticket.process",
    "property.ticket.process.item",
    "property.ticket.process.step",
)


class TestWorkSecurity(HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ticket = cls._create_tickets(class_id=cls.leak.id)
        cls.ticket.with_user(cls.user_agent).api_work(
            [{"key": "a", "kind": "material", "values": {"name": "Washer"}}]
        )
        cls.portal = cls._create_portal("tenant", cls.resident)

    def _find(self, model, user):
        domain = [("ticket_id", "=", self.ticket.id)]
        return self.env[model].with_user(user).search(domain)

    def test_work_is_seen_by_who_sees_the_request(self):
        for model in OF_THE_REQUEST[:2]:
            with self.subTest(model=model):
                self.assertTrue(self._find(model, self.user_agent))
                self.assertTrue(self._find(model, self.user_auditor))
                self.assertFalse(self._find(model, self.user_stranger))
                with self.assertRaises(AccessError):
                    self._find(model, self.portal)

    def test_a_program_of_the_site_sends_work(self):
        operation = {"key": "p", "kind": "material", "values": {"name": "Hose"}}
        ticket = self.ticket.with_user(self.user_integration)
        self.assertEqual(ticket.api_work([operation])[0]["status"], "done")
        self.assertEqual(ticket.api_work([operation])[0]["status"], "unchanged")
        self.assertIn("Hose", self.ticket.material_ids.mapped("name"))

    def test_what_was_sent_is_for_auditors(self):
        model = "property.ticket.submission"
        self.assertTrue(self._find(model, self.user_auditor))
        for user in (self.user_agent, self.user_company_manager, self.portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._find(model, user)

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_strangers_change_nothing(self):
        material = self.ticket.material_ids
        item = self.ticket.checklist_ids[0]
        for record, values in ((material, {"quantity": 5}), (item, {"is_done": True})):
            for user in (self.user_stranger, self.user_auditor, self.portal):
                with self.subTest(record=record, user=user.login):
                    with self.assertRaises(AccessError):
                        record.with_user(user).write(values)
                    with self.assertRaises(AccessError):
                        record.with_user(user).create(
                            {"ticket_id": self.ticket.id, "name": "X"}
                        )

    def test_lines_stay_with_their_request(self):
        other = self._create_tickets()
        for line in (self.ticket.material_ids, self.ticket.checklist_ids[0]):
            with self.subTest(line=line), self.assertRaises(AccessError):
                line.with_user(self.user_dispatcher).ticket_id = other

    def test_residents_read_no_work_on_their_request(self):
        for name in ("checklist_ids", "material_ids", "signature", "rework_of_id"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                self.ticket.with_user(self.portal).read([name])

    def test_settings_are_company_managers(self):
        for model in SETTINGS:
            record = self.env[model].search([], limit=1)
            if not record:
                continue
            with self.subTest(model=model):
                self.assertTrue(record.with_user(self.user_agent).read(["id"]))
                with self.assertRaises(AccessError):
                    record.with_user(self.user_dispatcher).sequence = 3
                with self.assertRaises(AccessError):
                    record.with_user(self.portal).read(["id"])
                record.with_user(self.user_company_manager).sequence = 3

    def test_a_photo_proves_an_item_of_its_request(self):
        other = self._create_tickets(class_id=self.leak.id)
        with self.assertRaisesRegex(ValidationError, "different requests"):
            self.env["ir.attachment"].create(
                {
                    "name": "X",
                    "res_model": "helpdesk.ticket",
                    "res_id": other.id,
                    "checklist_item_id": self.ticket.checklist_ids[0].id,
                }
            )

    def test_closed_requests_keep_their_materials(self):
        material = self.ticket.material_ids
        self.ticket._close("Done")
        agent = material.with_user(self.user_agent)
        for change in (
            lambda: agent.write({"quantity": 5}),
            agent.unlink,
            lambda: agent.create({"ticket_id": self.ticket.id, "name": "X"}),
        ):
            with self.subTest(change=change), self.assertRaisesRegex(Exception, "clos"):
                change()
