import base64

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from ..common import HelpdeskCommon

PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
    "awAAAABJRU5ErkJggg=="
)


class TestOnsite(HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ticket = cls._create_tickets(
            class_id=cls.leak.id, user_id=cls.user_technician.id
        ).with_user(cls.user_technician)
        cls.wear = cls.env.ref("property_helpdesk.property_fault_cause_wear")

    def _send(self, kind, values=None, key="k1", ticket=None):
        operation = {"key": key, "kind": kind, "values": values or {}}
        return (ticket or self.ticket).api_work([operation])[0]

    def test_the_page_has_all_it_needs(self):
        page = self.ticket.api_work_page()
        self.assertEqual(page["number"], self.ticket.number)
        self.assertEqual(page["requester"], "Zhang Wei")
        self.assertIn("Lakeside", page["place"])
        self.assertTrue(page["items"])
        self.assertIn(self.wear.id, [cause["id"] for cause in page["causes"]])
        self.assertEqual(page["repaired"], ["solved", "workaround"])

    def test_the_phone_is_masked_as_rights_say(self):
        self.resident.sudo().write({"phone": "13800138000"})
        self.resident.sudo().is_privacy_protected = True
        page = self.ticket.api_work_page()
        self.assertEqual(page["phone"], "138****8000")
        self.assertTrue(page["is_phone_masked"])

    def test_sent_twice_it_is_done_once(self):
        values = {"name": "Washer", "quantity": 2, "price_unit": 1.5}
        self.assertEqual(self._send("material", values)["status"], "done")
        self.assertEqual(self._send("material", values)["status"], "unchanged")
        self.assertRecordValues(
            self.ticket.material_ids,
            [{"name": "Washer", "quantity": 2, "amount": 3, "payer": "company"}],
        )
        self.assertEqual(self._send("material", values, key="k2")["status"], "done")
        self.assertEqual(len(self.ticket.material_ids), 2)

    def test_two_people_may_count_alike(self):
        self._send("material", {"name": "Washer"})
        other = self.ticket.with_user(self.user_agent)
        answer = self._send("material", {"name": "Tap"}, ticket=other)
        self.assertEqual(answer["status"], "done")

    def test_refused_it_can_be_sent_again(self):
        item = self.ticket.checklist_ids[0]
        item.sudo().needs_photo = True
        check = {"item_id": item.id, "is_done": True}
        answer = self._send("check", check)
        self.assertEqual(answer["status"], "refused")
        self.assertIn("photo", answer["message"])
        photo = {"data": PIXEL, "label": "before", "item_id": item.id}
        answers = self.ticket.api_work(
            [
                {"key": "k2", "kind": "photo", "values": photo},
                {"key": "k1", "kind": "check", "values": check},
            ]
        )
        self.assertEqual([answer["status"] for answer in answers], ["done", "done"])
        self.assertTrue(item.is_done)
        self.assertEqual(item.photo_ids.photo_label, "before")

    def test_one_refusal_does_not_hinder_the_rest(self):
        answers = self.ticket.api_work(
            [
                {"key": "a", "kind": "explode", "values": {}},
                {"key": "", "kind": "start", "values": {}},
                {"key": "b", "kind": "check", "values": {"item_id": 0}},
                {"key": "c", "kind": "photo", "values": {"data": "no photo"}},
                {"key": "d", "kind": "material", "values": {"name": " "}},
                {
                    "key": "e",
                    "kind": "material",
                    "values": {"name": "X", "quantity": "a"},
                },
                {
                    "key": "g",
                    "kind": "material",
                    "values": {"name": "X", "quantity": -1},
                },
                {"key": "f", "kind": "start", "values": {}},
            ]
        )
        self.assertEqual(
            [answer["status"] for answer in answers], ["refused"] * 7 + ["done"]
        )
        self.assertEqual(self.ticket.stage_id, self.stage_work)

    def test_text_that_is_no_image_is_no_photo(self):
        text = base64.b64encode(b"<script>alert(1)</script>").decode()
        self.assertEqual(self._send("photo", {"data": text})["status"], "refused")
        self.assertFalse(self.ticket.api_work_page()["photos"])

    def test_signed_and_finished(self):
        image = f"data:image/png;base64,{PIXEL}"
        self._send("signature", {"name": "Zhang Wei", "data": image}, key="s")
        self.assertEqual(self.ticket.signed_by, "Zhang Wei")
        self.assertTrue(self.ticket.signed_at and self.ticket.signature)
        finish = {"solution": "Washer replaced", "close_cause": "solved"}
        answer = self._send("finish", finish)
        self.assertIn("Cause of the fault", answer["message"])
        finish["fault_cause_id"] = self.wear.id
        self.assertEqual(self._send("finish", finish)["status"], "done")
        self.assertEqual(self._send("finish", finish)["status"], "unchanged")
        self.assertTrue(self.ticket.closed)
        self.assertEqual(self.ticket.fault_cause_id, self.wear)
        for kind, values in (
            ("material", {"name": "Washer"}),
            ("photo", {"data": PIXEL}),
            ("signature", {"name": "Z", "data": image}),
            ("finish", finish),
            ("start", {}),
        ):
            with self.subTest(kind=kind):
                answer = self._send(kind, values, key=f"late {kind}")
                self.assertIn("is closed", answer["message"])

    def test_a_material_can_be_taken_back_until_it_is_closed(self):
        self._send("material", {"name": "Washer"}, key="a")
        line = self.ticket.material_ids
        other = self._create_tickets().with_user(self.user_technician)
        drop = {"material_id": line.id}
        self.assertEqual(
            self._send("drop", drop, key="b", ticket=other)["status"], "refused"
        )
        self.assertEqual(self._send("drop", drop, key="c")["status"], "done")
        self.assertFalse(self.ticket.material_ids)

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_strangers_and_residents_send_nothing(self):
        portal = self._create_portal("tenant", self.resident)
        for user in (self.user_stranger, portal, self.user_auditor):
            ticket = self.ticket.with_user(user)
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    ticket.api_work_page()
                with self.assertRaises(AccessError):
                    self._send("start", ticket=ticket)
        self.assertFalse(self.env["property.ticket.submission"].sudo().search([]))

    def test_signature_is_taken_on_the_page_only(self):
        for name in ("signature", "signed_by", "signed_at"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                self.ticket.write({name: False})

    def test_what_cannot_be_read_is_refused_by_name(self):
        material = {"name": "Washer"}
        odd = (
            ("operations", "nothing"),
            ("operations", None),
            ("values", {"key": "a", "kind": "start", "values": [1]}),
            ("values", {"key": "b", "kind": "start", "values": "now"}),
            ("quantity", self._prepare("c", {**material, "quantity": [2]})),
            ("quantity", self._prepare("d", {**material, "quantity": 1e300})),
            ("uom_id", self._prepare("e", {**material, "uom_id": 10**30})),
            ("Outcome", self._prepare("f", {"close_cause": [1]}, "finish")),
            ("photo", self._prepare("g", {"data": "é"}, "photo")),
            ("phone sent", self._prepare("h", {}, ["start"])),
        )
        answers = self.ticket.api_work([operation for _word, operation in odd])
        for (word, operation), answer in zip(odd, answers, strict=True):
            with self.subTest(operation=operation):
                self.assertEqual(answer["status"], "refused")
                self.assertIn(word, answer["message"])
        for operations in ({}, "start", None):
            with self.assertRaisesRegex(UserError, "operations"):
                self.ticket.api_work(operations)

    def _prepare(self, key, values, kind="material"):
        return {"key": key, "kind": kind, "values": values}

    def test_text_that_no_database_takes(self):
        answer = self._send("material", {"name": "Wash\0er"}, key="k\0")
        self.assertEqual(answer["status"], "done")
        self.assertEqual(self.ticket.material_ids.name, "Washer")
