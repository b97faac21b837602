from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from .call_list_common import CallListCommon


class TestCallList(CallListCommon):
    @classmethod
    def _create_residents(cls, count, unit=None):
        people = cls.env["res.partner"].create(
            [
                {"name": f"Resident {number}", "phone": f"1391234{number:04}"}
                for number in range(count)
            ]
        )
        cls.env["property.occupancy"].create(
            [
                {
                    "unit_id": (unit or cls.unit).id,
                    "partner_id": person.id,
                    "role": "tenant",
                    "date_from": "2020-01-01",
                }
                for person in people
            ]
        )
        return people

    def test_snapshot_stays_until_somebody_adds_the_new_ones(self):
        self.assertEqual(self.list.entry_ids.partner_id, self.wang | self.li)
        self.assertEqual(self.list.entry_ids.unit_id, self.unit)
        self.assertEqual(self.list.entry_ids.user_id, self.user_agent)
        new = self._create_residents(1)
        self.assertEqual(self.list.entry_count, 2)
        for _run in range(2):
            self.list.action_fill()
        self.assertEqual(self.list.entry_ids.partner_id, self.wang | self.li | new)

    def test_filter_and_place(self):
        stranger = self._create_residents(1, self.other_unit)
        some = self._create_list(domain="[('name', 'ilike', 'Wang')]")
        some.action_fill()
        self.assertEqual(some.entry_ids.partner_id, self.wang)
        there = self._create_list(territory_id=self.other_site.territory_id.id)
        there.action_fill()
        self.assertEqual(there.entry_ids.partner_id, stranger)

    def test_who_may_not_be_called_is_counted(self):
        self.li.phone = False
        sales = self._create_list(purpose="sales", script_id=False)
        sales.action_fill()
        self.assertFalse(sales.entry_ids)
        self.assertEqual((sales.no_number_count, sales.no_consent_count), (1, 1))
        purpose = self.env.ref("property_crm.property_privacy_purpose_marketing")
        self.wang._give_consent(purpose, "desk")
        self.wang.do_not_call = True
        sales.action_fill()
        self.assertEqual((sales.do_not_call_count, sales.entry_count), (1, 0))
        self.wang.do_not_call = False
        sales.action_fill()
        self.assertEqual(sales.entry_ids.partner_id, self.wang)
        self.assertEqual((sales.no_number_count, sales.no_consent_count), (1, 0))

    def test_agreements_to_renew_are_what_the_call_is_about(self):
        agreement = self.env["agreement"].create(
            {
                "name": "Parking",
                "partner_id": self.wang.id,
                "unit_id": self.unit.id,
                "state": "active",
                "renewal_stage": "due",
            }
        )
        renewal = self._create_list(source="renewal", purpose="service")
        renewal.action_fill()
        entry = renewal.entry_ids
        self.assertEqual((entry.partner_id, entry.unit_id), (self.wang, self.unit))
        self.assertEqual(entry.about, agreement.display_name)
        self.assertEqual(entry.action_view_about()["res_id"], agreement.id)

    def test_split_only_to_who_may_see_the_customer(self):
        self._create_residents(8)
        shared = self._create_list(
            self.user_agent, self.user_dispatcher, self.user_stranger
        )
        shared.agent_ids[0].weight = 3
        shared.action_fill()
        counts = shared.agent_ids.mapped("entry_count")
        self.assertEqual(counts[2], 0)
        self.assertEqual(sum(counts), 10)
        self.assertGreater(counts[0], counts[1])
        with self.assertRaises(ValidationError):
            shared.entry_ids[0].user_id = self.user_stranger

    def test_split_by_capacity_and_again(self):
        self._create_residents(8)
        limited = self._create_list(split_by="capacity")
        limited.agent_ids = [
            Command.create({"user_id": self.user_agent.id, "capacity": 3}),
            Command.create({"user_id": self.user_dispatcher.id, "capacity": 4}),
        ]
        limited.action_fill()
        self.assertEqual(limited.agent_ids.mapped("entry_count"), [3, 4])
        self.assertEqual(limited.unassigned_count, 3)
        limited.agent_ids.capacity = 5
        limited.action_split_again()
        self.assertEqual(limited.agent_ids.mapped("entry_count"), [5, 5])

    def test_states(self):
        empty = self._create_list()
        with self.assertRaises(UserError):
            empty.action_start()
        self.list.action_start()
        entry = self.Entry.with_user(self.user_agent)._take_next()
        self.list.action_pause()
        self.assertFalse(entry.holder_id)
        self.assertFalse(self.Entry.with_user(self.user_agent)._take_next())
        self.list.action_start()
        self.list.entry_ids.state = "done"
        with self.enter_registry_test_mode():
            self.env.ref(
                "property_crm.ir_cron_follow_call_lists"
            ).method_direct_trigger()
        self.assertEqual(self.list.state, "done")
        self.assertEqual(self.list.progress, 100)

    def test_same_queries_for_few_and_for_many(self):
        self._count_filling(3)
        self.env["property.occupancy"].search(
            [("partner_id.name", "=like", "Resident %")]
        ).unlink()
        few, many = self._count_filling(3), self._count_filling(200)
        # rows are inserted some hundred at a time: 18 more for 1,000 customers
        self.assertLessEqual(many - few, 8)

    def _count_filling(self, count):
        people = self._create_residents(count)
        filled = self._create_list(
            self.user_agent,
            self.user_dispatcher,
            domain=[("id", "in", people.ids)],
        )
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        filled.action_fill()
        self.env.flush_all()
        self.assertEqual(len(filled.entry_ids), count)
        return self.cr.sql_log_count - before

    def test_the_screens_cost_the_same_for_many(self):
        self._create_residents(20)
        self.list.action_fill()
        entries = self.list.entry_ids
        lists = self.list | self._create_list(self.user_agent).concat(
            *(self._create_list(self.user_agent) for _number in range(8))
        )
        for records, name in ((entries, "entry"), (lists, "list")):
            for view in ("list", "kanban"):
                with self.subTest(view=view, name=name):
                    self.assertSameQueries(
                        f"property_crm.property_call_{name}_view_{view}",
                        records[:2],
                        records,
                        self.user_agent,
                    )
