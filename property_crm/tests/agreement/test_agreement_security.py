from odoo.exceptions import AccessError
from odoo.fields import Command

from ...models.api.changes import format_rows
from .common import AgreementCommon


class TestAgreementSecurity(AgreementCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.offer = cls._send()
        cls.records = (cls.offer, cls.offer.line_ids, cls.offer.event_ids)
        cls.user_stranger.group_ids += cls.env.ref(
            "property_crm.group_property_site_manager"
        )

    def test_managers_of_the_site_and_auditors_read(self):
        for user in (self.user_site_manager, self.user_dispatcher, self.user_auditor):
            for records in self.records:
                with self.subTest(user=user.login, model=records._name):
                    self.assertTrue(records.with_user(user).read(["display_name"]))

    def test_others_read_nothing(self):
        for user in (self.user_stranger, self.user_agent, self.user_portal):
            for records in self.records:
                name = f"{user.login} {records._name}"
                with self.subTest(name), self.assertRaises(AccessError):
                    records.with_user(user).read(["display_name"])

    def test_strangers_find_nothing(self):
        for records in self.records:
            found = self.env[records._name].with_user(self.user_stranger).search([])
            self.assertFalse(found & records)

    def test_readers_change_nothing(self):
        draft = self._propose()
        for user in (self.user_dispatcher, self.user_auditor, self.user_stranger):
            for act in (
                lambda user=user: draft.with_user(user).write({"name": "x"}),
                lambda user=user: draft.with_user(user).unlink(),
                lambda user=user: draft.with_user(user).action_approve(),
                lambda user=user: draft.line_ids.with_user(user).write({"price": 1}),
                lambda user=user: draft.with_user(user).action_cancel(),
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    act()

    def test_users_of_the_parent_no_longer_delete(self):
        self.user_agent.group_ids += self.env.ref("agreement.group_agreement_user")
        draft = self._propose()
        with self.assertRaises(AccessError):
            draft.with_user(self.user_agent).unlink()
        draft.unlink()

    def test_nobody_writes_the_log(self):
        event = self.offer.event_ids[0]
        for user in (self.user_site_manager, self.user_company_manager):
            for act in (
                lambda user=user: event.with_user(user).write({"kind": "ended"}),
                lambda user=user: event.with_user(user).unlink(),
                lambda user=user: event.with_user(user).copy(),
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    act()

    def test_a_place_or_person_not_seen_is_not_named(self):
        hidden = self.env["res.partner"].create({"name": "Zhao Min"})
        self.env["property.ownership"].create(
            {
                "unit_id": self.other_unit.id,
                "partner_id": hidden.id,
                "date_from": "2020-01-01",
            }
        )
        for vals in ({"unit_id": self.other_unit.id}, {"partner_id": hidden.id}):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                self._propose(**vals)

    def test_without_a_place_it_is_seen_with_its_customer(self):
        loose = self._propose(unit_id=False)
        self.assertEqual(loose.with_user(self.user_site_manager).name, loose.name)
        with self.assertRaises(AccessError):
            loose.with_user(self.user_stranger).read(["name"])
        for user, count in ((self.user_site_manager, 1), (self.user_stranger, 0)):
            found = (
                self.env["agreement"]
                .with_user(user)
                .search_count([("id", "=", loose.id)])
            )
            self.assertEqual(found, count)

    def test_programs_load_what_is_in_force(self):
        self.customer.external_key = "C1"
        self.unit.external_key = "U1"
        api = self.env["agreement"].with_user(self.user_integration)
        row = {
            "external_key": "A1",
            "name": "Parking",
            "partner": "C1",
            "unit": "U1",
            "state": "active",
            "start_date": "2026-01-01",
        }
        [answer] = api.api_upsert([row])
        self.assertEqual(answer["status"], "created", answer)
        [answer] = api.api_upsert([row])
        self.assertEqual(answer["status"], "unchanged", answer)
        [answer] = api.api_upsert([{**row, "end_date": "2026-12-31"}])
        self.assertEqual(answer["status"], "updated", answer)
        [answer] = api.api_upsert([{**row, "state": "ended"}])
        self.assertEqual(answer["status"], "error", answer)
        record = api.search([("external_key", "=", "A1")])
        [found] = format_rows(record, [(record.id, record.write_date)])
        self.assertEqual((found["unit"], found["partner"]), ("U1", "C1"))

    def test_lists_cost_the_same(self):
        few = self._propose() | self._propose()
        many = few.union(*(self._propose() for _n in range(20)))
        for view in ("agreement_view_list", "agreement_view_kanban"):
            self.assertSameQueries(f"property_crm.{view}", few, many)
        lines = [
            Command.create({"service_id": self.fee.id, "name": f"Line {n}"})
            for n in range(20)
        ]
        long = self._propose(line_ids=lines)
        self.assertSameQueries("agreement.agreement_form", few[0], long)
        prices = self.price
        services = self.env["property.service"].create(
            [{"name": f"S{n}", "code": f"S{n}"} for n in range(20)]
        )
        many = prices.union(*(self._set_price(service, 1) for service in services))
        self.assertSameQueries("property_crm.property_price_view_list", prices, many)
