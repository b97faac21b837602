from odoo.tests import Form

from .common import PhoneCommon


class TestPhoneViews(PhoneCommon):
    def test_the_screens_cost_the_same_for_many(self):
        calls = self.Call.create(
            [
                {
                    "queue_id": self.service.id,
                    "number": f"138001{number:05}",
                    "partner_id": (self.wang | self.li)[number % 2].id,
                }
                for number in range(50)
            ]
        )
        for view in ("list", "kanban"):
            with self.subTest(view=view):
                self.assertSameQueries(
                    f"property_crm.property_call_view_{view}",
                    calls[:2],
                    calls,
                    self.user_agent,
                )

    def test_a_call_is_written_down(self):
        Call = self.Call.with_user(self.user_agent)
        with Form(Call.with_context(default_user_id=self.user_agent.id)) as form:
            form.queue_id = self.service
            form.partner_id = self.wang
            self.assertEqual(form.unit_id, self.unit)
            form.note = "Asks for the minutes"
        self.assertEqual(form.record.territory_id, self.unit.territory_id)

    def test_a_queue_without_hurry(self):
        with Form(self.env["property.call.queue"]) as form:
            form.name = "Letting"
            form.code = "L"
            self.assertEqual(form.talk_target, 240)
            form.kind = "enquiry"
            self.assertFalse(form.talk_target)
        self.assertEqual(form.record.open_count, 0)
