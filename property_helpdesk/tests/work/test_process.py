from odoo import Command
from odoo.exceptions import AccessError, UserError

from ..common import HelpdeskCommon


class TestProcess(HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Process = cls.env["property.ticket.process"]
        cls.Process.search([]).active = False
        cls.stage_wait = cls.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_awaiting")
        cls.heating = cls._get_class("room_heating_not_warm_enough")
        cls.process = cls._create_process(
            ["Photo", "Repair"], class_ids=[Command.set(cls.leak.ids)]
        )

    @classmethod
    def _create_process(cls, items=(), **values):
        return cls.Process.create(
            {
                "name": "Repair",
                "item_ids": [
                    Command.create({"name": name, "sequence": number})
                    for number, name in enumerate(items)
                ],
                **values,
            }
        )

    def _create_leak(self, **values):
        return self._create_tickets(class_id=self.leak.id, **values)

    def _done(self, ticket):
        return ticket.checklist_ids.filtered("is_done").mapped("name")

    def test_first_process_that_fits(self):
        everything = self._create_process(sequence=90)
        tenants = self._create_process(sequence=20, requester_role="tenant")
        self._create_process(sequence=15, requester_role="owner")
        complaints = self._create_process(sequence=5, case_type="complaint")
        complaint = self.env["helpdesk.ticket.type"].search(
            [("case_type", "=", "complaint")], limit=1
        )
        for expected, values in (
            (self.process, {"class_id": self.leak.id}),
            (tenants, {"class_id": self.heating.id}),
            (everything, {"class_id": self.heating.id, "partner_id": False}),
            (complaints, {"class_id": self.leak.id, "type_id": complaint.id}),
        ):
            with self.subTest(expected=expected):
                ticket = self._create_tickets(**values)
                self.assertEqual(ticket.process_id, expected)

    def test_choosing_costs_no_query(self):
        rows = [{"class_id": self.leak.id}] * 50
        self.Process._choose(rows)
        with self.assertQueryCount(0):
            chosen = self.Process._choose(rows)
        self.assertEqual(chosen, [self.process] * 50)
        self.process.class_ids = self.heating
        self.assertFalse(any(self.Process._choose(rows)))
        self.process.active = False
        self.assertFalse(any(self.Process._choose([{"class_id": self.heating.id}])))

    def test_another_company_has_its_own(self):
        self.process.company_id = self.env["res.company"].create({"name": "Other"})
        self.assertFalse(self._create_leak().process_id)

    def test_checklist_comes_with_the_request(self):
        ticket = self._create_leak()
        self.assertEqual(ticket.checklist_ids.mapped("name"), ["Photo", "Repair"])
        self.env["res.lang"]._activate_lang("zh_CN")
        self.process.item_ids[0].with_context(lang="zh_CN").name = "拍照"
        other = self._create_leak()
        item = other.checklist_ids[0]
        self.assertEqual(item.with_context(lang="zh_CN").name, "拍照")
        self.assertEqual(item.name, "Photo")

    def test_many_cost_the_queries_of_few(self):
        counts = []
        for size in (2, 2, 50):
            tickets = self._create_tickets(size)
            processes = dict.fromkeys(tickets.ids, self.process.id)
            self.env.flush_all()
            before = self.cr.sql_log_count
            self.env["property.ticket.checklist.item"]._add_from_process(processes)
            counts.append(self.cr.sql_log_count - before)
            self.assertEqual(len(tickets.checklist_ids), 2 * size)
        self.assertEqual(counts[1], counts[2])

    def test_what_is_done_stays_when_the_process_changes(self):
        other = self._create_process(
            ["Vent"], class_ids=[Command.set(self.heating.ids)]
        )
        ticket = self._create_leak().with_user(self.user_agent)
        ticket.checklist_ids[0].is_done = True
        ticket.class_id = self.heating
        self.assertEqual(ticket.process_id.id, other.id)
        self.assertEqual(ticket.checklist_ids.mapped("name"), ["Photo", "Vent"])
        ticket.class_id = self.leak
        self.assertEqual(
            sorted(ticket.checklist_ids.mapped("name")), ["Photo", "Repair"]
        )
        self.assertEqual(self._done(ticket), ["Photo"])

    def test_closing_waits_for_what_is_required(self):
        self.process.item_ids[1].is_required = True
        ticket = self._create_leak().with_user(self.user_agent)
        with self.assertRaisesRegex(UserError, "“Repair” is not done"):
            ticket._close("Done")
        ticket.checklist_ids[1].is_done = True
        ticket._close("Done")
        self.assertTrue(ticket.closed)
        withdrawn = self._create_leak().with_user(self.user_agent)
        withdrawn._close("Taken back", "withdrawn")
        self.assertTrue(withdrawn.closed)

    def test_who_ticked_it_and_when_is_noted(self):
        ticket = self._create_leak()
        item = ticket.checklist_ids[0].with_user(self.user_agent)
        item.is_done = True
        self.assertEqual(item.done_by_id, self.user_agent)
        self.assertTrue(item.done_at)
        item.is_done = False
        self.assertFalse(item.done_by_id or item.done_at)
        with self.assertRaisesRegex(AccessError, "by hand"):
            item.done_by_id = self.user_technician

    def test_the_process_says_what_is_to_do(self):
        ticket = self._create_leak().with_user(self.user_agent)
        item = ticket.checklist_ids[0]
        with self.assertRaisesRegex(AccessError, "The process"):
            item.name = "Nothing"
        with self.assertRaisesRegex(UserError, "stays"):
            item.unlink()
        own = item.create({"ticket_id": ticket.id, "name": "Ring the neighbour"})
        own.name = "Ring both neighbours"
        own.unlink()
        with self.assertRaises(AccessError):
            item.create({"ticket_id": ticket.id, "name": "X", "is_required": True})

    def test_some_items_are_for_some_people(self):
        dispatchers = self.env.ref("property_crm.group_property_dispatcher")
        self.process.item_ids[0].group_id = dispatchers
        item = self._create_leak().checklist_ids[0]
        with self.assertRaisesRegex(AccessError, "only"):
            item.with_user(self.user_agent).is_done = True
        item.with_user(self.user_dispatcher).is_done = True
        self.assertTrue(item.is_done)

    def test_a_photo_proves_it(self):
        self.process.item_ids[0].needs_photo = True
        ticket = self._create_leak()
        item = ticket.checklist_ids[0].with_user(self.user_agent)
        with self.assertRaisesRegex(UserError, "photo"):
            item.is_done = True
        self.env["ir.attachment"].with_user(self.user_agent).create(
            {
                "name": "Leak",
                "raw": b"photo",
                "res_model": ticket._name,
                "res_id": ticket.id,
                "checklist_item_id": item.id,
            }
        )
        item.is_done = True
        self.assertTrue(item.is_done)

    def test_closed_is_closed(self):
        ticket = self._create_leak()
        ticket._close("Done")
        with self.assertRaisesRegex(UserError, "closed"):
            ticket.checklist_ids[0].with_user(self.user_agent).is_done = True

    def _set_steps(self, **values):
        stages = self.stage_new | self.stage_work | self.stage_done
        self.process.step_ids = [
            Command.create({"stage_id": stage.id, "sequence": number})
            for number, stage in enumerate(stages)
        ]
        self.process.step_ids[1].write(values)

    def test_a_mandatory_step_is_not_skipped(self):
        self._set_steps(is_mandatory=True)
        ticket = self._create_leak().with_user(self.user_agent)
        with self.assertRaisesRegex(UserError, "“In Progress” comes first"):
            ticket._close("Done")
        ticket.action_start()
        ticket.stage_id = self.stage_wait
        ticket._close("Done")
        self.assertTrue(ticket.closed)

    def test_steps_of_waiting_and_after_it_were_taken(self):
        stages = (self.stage_new, self.stage_wait, self.stage_work, self.stage_done)
        self.process.step_ids = [
            Command.create(
                {"stage_id": stage.id, "sequence": number, "is_mandatory": True}
            )
            for number, stage in enumerate(stages)
        ]
        ticket = self._create_leak().with_user(self.user_agent)
        for stage in stages[1:3]:
            ticket.stage_id = stage
        ticket._close("Done")
        self.assertTrue(ticket.closed)

    def test_a_strict_process_has_no_other_stages(self):
        self._set_steps()
        ticket = self._create_leak().with_user(self.user_agent)
        ticket.stage_id = self.stage_wait
        self.process.is_strict = True
        ticket.stage_id = self.stage_work
        with self.assertRaisesRegex(UserError, "no step “Awaiting”"):
            ticket.stage_id = self.stage_wait

    def test_a_step_for_some_people(self):
        self._set_steps(
            group_id=self.env.ref("property_crm.group_property_dispatcher").id
        )
        ticket = self._create_leak()
        with self.assertRaisesRegex(AccessError, "only"):
            ticket.with_user(self.user_agent).stage_id = self.stage_work
        ticket.with_user(self.user_dispatcher).stage_id = self.stage_work
        self.assertEqual(ticket.stage_id, self.stage_work)

    def test_next_step(self):
        ticket = self._create_leak().with_user(self.user_technician)
        self.assertIn("somebody", ticket.next_step)
        ticket.assign_to_me()
        self.assertIn("start", ticket.next_step)
        self.assertIn("Wait", ticket.with_user(self.user_agent).next_step)
        ticket.action_start()
        self.assertIn("Photo", ticket.next_step)
        ticket.checklist_ids.write({"is_done": True})
        self.assertIn("Close", ticket.next_step)
        ticket.stage_id = self.stage_wait
        self.assertIn("Waiting", ticket.next_step)
        ticket._close("Done")
        self.assertFalse(ticket.next_step)
