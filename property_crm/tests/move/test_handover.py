from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time

from .common import MoveCommon

PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)
EVE, DAY = date(2026, 3, 8), date(2026, 3, 9)


@freeze_time("2026-03-09 04:00:00")
class TestHandover(MoveCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.developer = cls.env["res.partner"].create(
            {"name": "Builder", "is_company": True}
        )
        cls.site.developer_id = cls.developer
        cls.ann, cls.bob = cls._create_people("Ann", "Bob")
        cls.handover = cls._hand_over(cls.unit, cls.ann, cls.bob)

    @classmethod
    def _hand_over(cls, unit, *buyers, **values):
        share = {"kind": "shares", "share_numerator": 1, "share_denominator": 2}
        return cls.env["property.handover"].create(
            {
                "unit_id": unit.id,
                "inspector_id": cls.desk.id,
                "start": "2026-03-09 06:00:00",
                "buyer_ids": [
                    Command.create(
                        {"partner_id": buyer.id, **(share if buyers[1:] else {})}
                    )
                    for buyer in buyers
                ],
                **values,
            }
        )

    def _complete(self, handover):
        """Do everything that has to be done before it is accepted."""
        handover.buyer_ids.is_identified = True
        handover.item_ids.action_ok()
        handover.thing_ids.is_given = True
        handover.meter_ids.reading = 12.345
        handover.write({"signature": PIXEL, "signed_by": "Ann"})

    def _inspect(self, handover):
        handover.action_notify()
        handover.action_appoint()
        handover.action_inspect()

    def test_from_the_notice_to_the_keys(self):
        handover = self.handover.with_user(self.desk)
        self._own(self.developer, date_from="2020-01-01")
        self.assertTrue(self.ann.is_prospective_owner)
        self.assertEqual(self.ann.customer_groups, "Prospective owner")
        people = self.env["res.partner"].search([("is_prospective_owner", "=", True)])
        self.assertEqual(
            people & (self.ann + self.bob + self.wang), self.ann + self.bob
        )
        self._inspect(handover)
        event = handover.event_id
        self.assertEqual(event.user_id, self.desk)
        self.assertLessEqual(self.ann + self.desk.partner_id, event.partner_ids)
        self._complete(handover)
        defect = handover.item_ids[0]
        action = defect.action_defect()
        self.assertEqual((action["res_id"], action["target"]), (defect.id, "new"))
        defect.note = "Lock is stiff"
        self.assertEqual(defect.responsible_id, self.developer)
        self.assertEqual(defect.due_date, date(2026, 4, 8))
        handover.action_accept()
        self.assertEqual(handover.state, "accepted_defects")
        self.assertEqual(self._get_owners(EVE), {"Builder": "Sole owner"})
        self.assertEqual(self._get_owners(DAY), {"Ann": "1/2", "Bob": "1/2"})
        self.assertEqual(self.unit.date_delivered, DAY)
        self.assertEqual(
            self.unit._get_legal_owners(DAY)[self.unit], self.ann + self.bob
        )
        self.assertFalse(self.ann.is_prospective_owner)
        self.assertEqual(self.ann.customer_groups, "Owner")
        self.assertEqual(handover.action_view_defects()["domain"][0][2], handover.id)
        with self.assertRaisesRegex(ValidationError, "State"):
            handover.buyer_ids[0].kind = "joint"
        with self.assertRaisesRegex(ValidationError, "State"):
            handover.signed_by = "Bob"
        with self.assertRaisesRegex(UserError, "State"):
            handover.action_accept()

    def test_each_buyer_is_told_once(self):
        self.handover.action_notify()
        with self.assertRaisesRegex(UserError, "State"):
            self.handover.action_notify()
        told = self.env["mail.message"].search(
            [
                ("model", "=", self.handover._name),
                ("res_id", "=", self.handover.id),
                ("message_type", "=", "user_notification"),
            ]
        )
        self.assertEqual(told.notified_partner_ids, self.ann + self.bob)
        self.assertEqual(len(told), 2)

    def test_what_is_missing_is_named(self):
        handover = self.handover
        with self.assertRaisesRegex(UserError, "State"):
            handover.action_accept()
        self._inspect(handover)
        self._complete(handover)
        buyer, item = handover.buyer_ids[0], handover.item_ids[0]
        thing, meter = handover.thing_ids[0], handover.meter_ids[0]
        for record, name, value, words in (
            (buyer, "is_identified", False, "Identity checked"),
            (buyer, "kind", "joint", None),
            (buyer, "share_numerator", 0, None),
            (item, "result", "open", "Inspection"),
            (item, "result", "defect", "What is wrong"),
            (thing, "is_given", False, "Documents and keys"),
            (meter, "is_read", False, "Meters"),
            (handover, "signature", False, "Signature"),
            (handover, "accepted_on", "2026-03-10", "Day of the handover"),
        ):
            if not words:
                continue
            before = record[name]
            record[name] = value
            with self.subTest(words=words), self.assertRaisesRegex(UserError, words):
                handover.action_accept()
            record[name] = before
        buyer.write({"share_numerator": 1, "share_denominator": 3})
        with self.assertRaisesRegex(UserError, "Share: .* 5/6"):
            handover.action_accept()
        handover.buyer_ids.kind = "joint"
        handover.action_accept()
        self.assertEqual(handover.state, "accepted")
        self.assertEqual(self._get_owners(DAY), {"Ann": "Joint", "Bob": "Joint"})

    def test_a_buyer_by_contract_is_kept(self):
        [unit] = self._create_units(1)
        contract = self._own(self.ann, unit=unit, date_from="2025-01-01")
        self.assertEqual(unit.sale_state, "undelivered")
        handover = self._hand_over(unit, self.ann)
        self._inspect(handover)
        self._complete(handover)
        handover.action_accept()
        self.assertEqual(unit.ownership_ids, contract)
        self.assertFalse(contract.date_to)
        self.assertEqual(unit.sale_state, "delivered")

    def test_another_owner_stands_in_the_way(self):
        self._own(self.zhao)
        self._inspect(self.handover)
        self._complete(self.handover)
        with self.assertRaisesRegex(UserError, "Unit: Zhao Min"):
            self.handover.action_accept()
        self.unit.ownership_ids.date_to = EVE
        self.handover.action_accept()

    def test_refused_and_appointed_again(self):
        self._inspect(self.handover)
        with self.assertRaisesRegex(UserError, "Why it was refused"):
            self.handover.action_refuse()
        self.handover.refuse_reason = "Water in the bathroom"
        self.handover.action_refuse()
        self.assertTrue(self.ann.is_prospective_owner)
        event = self.handover.event_id
        self.handover.write(
            {"start": "2026-03-20 06:00:00", "stop": "2026-03-20 07:00:00"}
        )
        self.handover.action_appoint()
        self.assertEqual(str(event.start), "2026-03-20 06:00:00")
        item = self.handover.item_ids[0]
        with self.assertRaisesRegex(ValidationError, "Looked at again on"):
            item.is_fixed = True

    def test_an_inspector_who_is_taken_is_not_appointed(self):
        [unit] = self._create_units(1)
        second = self._hand_over(unit, self.wang).with_user(self.user_dispatcher)
        (self.handover + second).action_notify()
        self.handover.action_appoint()
        with self.assertRaisesRegex(ValidationError, "taken already"):
            second.action_appoint()
        second.invalidate_recordset()
        second.start = False
        with self.assertRaisesRegex(UserError, "Appointment"):
            second.action_appoint()

    def test_by_the_template_of_its_kind(self):
        [space] = self._create_units(1, kind="parking")
        [shop] = self._create_units(1, kind="shop")
        by_unit = {unit: self._hand_over(unit, self.wang) for unit in (space, shop)}
        self.assertEqual(len(self.handover.item_ids), 12)
        self.assertEqual(len(self.handover.meter_ids), 3)
        self.assertEqual(len(by_unit[space].item_ids), 2)
        self.assertFalse(by_unit[space].meter_ids)
        self.assertEqual(len(by_unit[shop].item_ids), 4)
        meter = self.handover.meter_ids[0]
        meter.reading = 1234567.891
        meter.flush_recordset()
        self.cr.execute(
            "SELECT reading::text FROM property_handover_meter WHERE id = %s",
            [meter.id],
        )
        self.assertEqual(self.cr.fetchone(), ("1234567.891",))
        self.assertTrue(meter.is_read)

    def test_the_inspector_writes_and_others_read(self):
        [unit] = self._create_units(1)
        handover = self._hand_over(unit, self.wang, inspector_id=self.user_agent.id)
        mine = handover.with_user(self.user_agent)
        mine.item_ids[0].action_ok()
        mine.meter_ids[0].reading = 1
        other = self.handover.with_user(self.user_agent)
        other.read(["state"])
        for act in (
            lambda: other.write({"notice": "x"}),
            lambda: other.item_ids[0].action_ok(),
            lambda: other.meter_ids.write({"reading": 1}),
            lambda: mine.copy(),
        ):
            with self.assertRaises(AccessError):
                act()
        parts = [
            self.handover,
            *(
                self.handover[f"{name}_ids"]
                for name in ("buyer", "item", "thing", "meter")
            ),
        ]
        for part in parts:
            for user in (self.user_stranger, self.user_portal):
                with self.subTest(part=part._name), self.assertRaises(AccessError):
                    part.with_user(user).read()
        elsewhere = self._hand_over(self.other_unit, self.wang)
        for part in parts[1:]:
            with self.subTest(part=part._name), self.assertRaises(AccessError):
                part[0].with_user(self.desk).handover_id = elsewhere
        template = self.env["property.handover.template"].search([], limit=1)
        with self.assertRaises(AccessError):
            template.with_user(self.desk).write({"name": "x"})

    def test_same_queries_and_the_timeline(self):
        units = self._create_units(12)
        handovers = self.env["property.handover"].union(
            *(self._hand_over(unit, self.wang) for unit in units)
        )
        for kind in ("list", "kanban"):
            self.assertSameQueries(
                f"property_crm.property_handover_view_{kind}",
                handovers[:2],
                handovers[2:],
                self.desk,
            )
        unit = self.unit.with_user(self.desk)
        self.assertEqual(unit.handover_count, 1)
        self.assertTrue(unit.action_view_handovers()["domain"])
        [told] = unit.api_timeline(kinds=["move"])["entries"]
        self.assertEqual(told["model"], "property.handover")
        [told] = self.ann.with_user(self.desk).api_timeline(kinds=["move"])["entries"]
        self.assertEqual(told["id"], self.handover.id)
