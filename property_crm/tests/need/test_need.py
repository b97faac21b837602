from odoo.exceptions import AccessError
from odoo.tests import freeze_time

from ..common import PropertyCommon


@freeze_time("2026-03-09 04:30:00")
class TestNeed(PropertyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["property.need.rule"].search([]).active = False
        cls.topic = cls.env.ref("property_crm.property_need_topic_heater")
        cls.stage = cls.env.ref("property_crm.property_segment_value_baby")
        cls.unit.date_delivered = "2018-06-01"
        cls.customer = cls._create_occupant(cls.unit)
        cls.rule = cls._create_rule(age_from=8, age_to=11)
        cls.Need = cls.env["property.need"]

    @classmethod
    def _create_occupant(cls, unit, **values):
        partner = cls.env["res.partner"].create({"name": "Zhang San", **values})
        cls.env["property.occupancy"].create(
            {
                "unit_id": unit.id,
                "partner_id": partner.id,
                "role": "tenant",
                "date_from": "2020-01-01",
            }
        )
        return partner

    @classmethod
    def _create_rule(cls, **values):
        return cls.env["property.need.rule"].create(
            {"topic_id": cls.topic.id, **values}
        )

    def _run(self):
        return tuple(self.Need._run_rules())

    def _agree(self, partner, code):
        purpose = self.env["property.privacy.purpose"].search([("code", "=", code)])
        partner._give_consent(purpose, "desk")

    def test_the_age_of_a_home_once(self):
        self.assertEqual(self._run(), (1, 0))
        self.assertEqual(self._run(), (0, 0))
        need = self.Need.search([("rule_id", "=", self.rule.id)])
        self.assertEqual(need.partner_id, self.customer)
        self.assertEqual(str(need.date_expected), "2026-06-01")
        self.assertEqual((need.kind, need.source), ("expected", "rule"))

    def test_lapses_and_comes_back_and_asks_nobody_twice(self):
        self._run()
        need = self.Need.search([("rule_id", "=", self.rule.id)])
        self.rule.active = False
        self.assertEqual(self._run(), (0, 1))
        self.assertEqual(need.state, "lapsed")
        self.rule.active = True
        self.assertEqual(self._run(), (0, 0))
        self.assertEqual(need.state, "open")
        need.action_decline()
        self.assertEqual(self._run(), (0, 0))
        self.assertEqual(need.state, "declined")

    def test_the_stage_of_life_of_whoever_agreed(self):
        self.rule.active = False
        self.customer.life_stage_id = self.stage
        self._create_rule(life_stage_id=self.stage.id)
        self.assertEqual(self._run(), (0, 0))
        self._agree(self.customer, "grading")
        self.assertEqual(self._run(), (1, 0))

    def test_not_too_early_nor_too_late_nor_elsewhere(self):
        for delivered in ("2019-06-01", "2014-01-01", False):
            with self.subTest(delivered=delivered):
                self.unit.date_delivered = delivered
                self.assertEqual(self._run(), (0, 0))
        self.unit.write({"date_delivered": "2018-06-01", "kind": "parking"})
        self.assertEqual(self._run(), (0, 0))

    def test_staff_notes_what_is_said(self):
        agent = self.Need.with_user(self.user_agent)
        need = agent.create(
            {"partner_id": self.customer.id, "topic_id": self.topic.id, "note": "Soon"}
        )
        need.action_offer()
        need.action_meet()
        need.action_reopen()
        self.assertEqual((need.kind, need.state), ("stated", "open"))
        self.assertEqual(self.customer.with_user(self.user_agent).open_need_count, 1)
        self.assertFalse(need.may_be_offered)
        with self.assertRaises(AccessError):
            agent.create(
                {
                    "partner_id": self.customer.id,
                    "topic_id": self.topic.id,
                    "kind": "expected",
                }
            )
        with self.assertRaises(AccessError):
            need.unlink()

    def test_needs_are_on_the_timeline(self):
        self.Need.create(
            {"partner_id": self.customer.id, "topic_id": self.topic.id, "note": "Soon"}
        )
        page = self.customer.with_user(self.user_agent).api_timeline()
        entries = [entry for entry in page["entries"] if entry["kind"] == "need"]
        self.assertEqual(len(entries), 1)
        self.assertEqual(entries[0]["text"], "Soon")

    def test_strangers_and_residents(self):
        self._run()
        need = self.Need.search([("rule_id", "=", self.rule.id)])
        self.assertTrue(need.with_user(self.user_auditor).read(["state"]))
        for user in (self.user_stranger, self.user_portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                need.with_user(user).read(["state"])
        for act in (
            lambda: need.with_user(self.user_auditor).action_decline(),
            lambda: self.rule.with_user(self.user_site_manager).action_run(),
            lambda: self.rule.with_user(self.user_agent).write({"age_from": 1}),
        ):
            with self.assertRaises(AccessError):
                act()
        self.rule.with_user(self.user_company_manager).action_run()

    def test_list_costs_the_same_for_many(self):
        needs = self.Need.create(
            [
                {"partner_id": self.customer.id, "topic_id": self.topic.id}
                for _number in range(50)
            ]
        )
        self.assertSameQueries(
            "property_crm.property_need_view_list", needs[:2], needs, self.user_agent
        )
