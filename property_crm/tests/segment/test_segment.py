from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user
from odoo.tools import mute_logger

from ..people.common import PeopleCommon

ELEVEN = {
    ("starter", "low"): "first_time",
    ("mobile", "high"): "frequent_mover",
    ("couple", "low"): "single_income_couple",
    ("couple", "high"): "dual_income_couple",
    ("baby", "middle"): "couple_with_baby",
    ("single_parent", "low"): "single_parent",
    ("mature", "middle"): "mature_family",
    ("mature", "high"): "affluent_mature_family",
    ("empty_nest", "high"): "empty_nester",
    ("mature_single", "middle"): "mature_single",
    ("active_adult", "low"): "active_adult",
}


class TestSegment(PeopleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._own(cls.wang)
        cls.Move = cls.env["property.segment.move"]
        cls.env.flush_all()

    @classmethod
    def _value(cls, code):
        return cls.env.ref(f"property_crm.property_segment_value_{code}")

    @classmethod
    def _segment(cls, code):
        return cls.env.ref(f"property_crm.property_segment_{code}")

    def _place(self, partner, stage, pays=None, user=None):
        partner.with_user(user or self.user_agent).write(
            {
                "life_stage_id": stage and self._value(stage).id,
                "affordability_id": pays and self._value(pays).id,
            }
        )
        return partner.segment_id.code

    def test_the_eleven_segments(self):
        found = {cell: self._place(self.wang, *cell) for cell in ELEVEN}
        self.assertEqual(found, ELEVEN)
        self.assertEqual(self.env["property.segment.rule"].search_count([]), 11)

    def test_not_only_staff_makes_contacts(self):
        """Who may create contacts, but reads no segments, is not refused."""
        groups = "base.group_user,base.group_partner_manager"
        clerk = new_test_user(self.env, "clerk", groups=groups)
        partner = self.env["res.partner"].with_user(clerk).create({"name": "Supplier"})
        self.assertFalse(partner.sudo().segment_id)

    def test_an_unknown_stage_makes_no_segment(self):
        self._place(self.wang, "baby")
        self.assertFalse(self._place(self.wang, None, "high"))
        moves = self.wang.segment_move_ids
        self.assertEqual(
            [(move.from_id.code, move.to_id.code) for move in moves.sorted("id")],
            [(False, "couple_with_baby"), ("couple_with_baby", False)],
        )

    def test_running_again_changes_nothing(self):
        self._place(self.wang, "mature", "high")
        before = self.Move.search_count([])
        for _run in range(2):
            self.assertEqual((self.wang | self.li)._classify(), 0)
        self.assertEqual(self.Move.search_count([]), before)

    def test_a_changed_rule_moves_when_it_is_run(self):
        self._place(self.wang, "mature", "high")
        rule = self.env.ref("property_crm.property_segment_rule_affluent_mature_family")
        rule.with_user(self.user_company_manager).active = False
        with self.enter_registry_test_mode():
            self.env.ref(
                "property_crm.ir_cron_classify_segments"
            ).method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(self.wang.segment_id.code, "mature_family")
        self.assertEqual(len(self.wang.segment_move_ids), 2)

    def test_the_manager_runs_it_by_hand_and_hears_the_number(self):
        self._place(self.wang, "mature", "high")
        rules = self.env["property.segment.rule"].with_user(self.user_company_manager)
        rules.search([("affordability_id", "!=", False)]).active = False
        message = rules.action_run()["params"]["message"]
        self.assertIn("1 customers", message)
        with self.assertRaises(AccessError):
            rules.with_user(self.user_dispatcher).action_run()

    def test_set_by_hand_counts_and_is_told(self):
        self._place(self.wang, "baby")
        wang = self.wang.with_user(self.user_site_manager)
        wang.segment_manual_id = self._segment("empty_nester")
        self.assertEqual(self.wang.segment_id.code, "empty_nester")
        self.assertEqual(self.wang.segment_move_ids[0].cause, "manual")
        wang.segment_manual_id = False
        self.assertEqual(self.wang.segment_id.code, "couple_with_baby")

    def test_nobody_types_the_segment(self):
        segment = self._segment("empty_nester")
        with self.assertRaises(AccessError):
            self.wang.with_user(self.user_company_manager).segment_id = segment
        partner = (
            self.env["res.partner"]
            .with_user(self.user_company_manager)
            .with_context(default_segment_id=segment.id)
            .create({"name": "Ma"})
        )
        self.assertFalse(partner.segment_id)

    def test_the_form(self):
        partner = self.wang.with_user(self.user_agent)
        with Form(partner, "base.view_partner_form") as form:
            form.life_stage_id = self._value("active_adult")
        self.assertEqual(partner.segment_id.code, "active_adult")

    # Who may see what

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_the_history_is_for_the_staff_of_the_territory(self):
        self._place(self.wang, "baby")
        move = self.wang.segment_move_ids
        self.assertEqual(move.with_user(self.user_agent).to_id.code, "couple_with_baby")
        for user in (self.user_stranger, self.user_portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                move.with_user(user).read(["to_id"])
        self.assertFalse(self.Move.with_user(self.user_stranger).search([]))

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_nobody_rewrites_the_history(self):
        self._place(self.wang, "baby")
        move = self.wang.segment_move_ids
        with self.assertRaises(UserError):
            move.with_user(self.user_company_manager).cause = "manual"
        with self.assertRaises(AccessError):
            move.with_user(self.user_company_manager).unlink()
        with self.assertRaises(UserError):
            move.cause = "manual"
        with self.assertRaises(UserError):
            move.unlink()

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_rules_are_kept_by_the_manager_of_the_company(self):
        for name in (
            "property.segment",
            "property.segment.rule",
            "property.segment.value",
        ):
            record = self.env[name].search([], limit=1)
            record.with_user(self.user_agent).read(["sequence"])
            record.with_user(self.user_company_manager).sequence = 5
            for user in (self.user_agent, self.user_site_manager, self.user_stranger):
                with (
                    self.subTest(name, user=user.login),
                    self.assertRaises(AccessError),
                ):
                    record.with_user(user).sequence = 7
            with self.assertRaises(AccessError):
                record.with_user(self.user_portal).read(["sequence"])

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_strangers_sort_nobody(self):
        with self.assertRaises(AccessError):
            self._place(self.wang, "baby", user=self.user_stranger)

    # Cost

    def test_same_queries_for_two_and_fifty(self):
        people = self._create_people(*map(str, range(52)))
        people.life_stage_id = self._value("baby")
        rule = self.env.ref("property_crm.property_segment_rule_couple_with_baby")
        rule.segment_id = self._segment("first_time")
        self.env.flush_all()
        counts = []
        for some in (people[:2], people[2:]):
            before = self.cr.sql_log_count
            self.assertEqual(some._classify(), len(some))
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(*counts)

    def test_views(self):
        people = self._create_people(*map(str, range(52)))
        people.life_stage_id = self._value("baby")
        moves = people.segment_move_ids
        self.assertSameQueries(
            "property_crm.property_segment_move_view_list",
            moves[:2],
            moves[2:],
            self.user_company_manager,
        )
