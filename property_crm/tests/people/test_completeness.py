from .common import PeopleCommon


class TestCompleteness(PeopleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Rule = cls.env["property.completeness.rule"]
        cls.Rule.search([]).unlink()
        cls._rule("is_owner", "phone", 3, hint="Which number?")
        cls._rule("is_owner", "email", 1)
        cls._own(cls.wang)

    @classmethod
    def _rule(cls, group, fact, weight, **values):
        return cls.Rule.create(
            {"customer_group": group, "fact": fact, "weight": weight, **values}
        )

    def test_weights_and_next_question(self):
        self.assertEqual(self.wang.completeness, 0)
        self.assertEqual(self.wang.next_missing_field, "Phone")
        self._rule("is_tenant", "phone", 1, hint="Another group's question")
        self.assertEqual(self.wang.next_missing_hint, "Which number?")
        self.wang.phone = "+8613800138000"
        self.assertEqual(self.wang.completeness, 75)
        self.assertEqual(self.wang.next_missing_field, "E-mail")
        self.wang.email = "wang@example.com"
        self.assertEqual(self.wang.completeness, 100)
        self.assertFalse(self.wang.next_missing_field)

    def test_two_groups_count_the_greater_weight_once(self):
        self._rule("is_tenant", "email", 5)
        [second] = self._create_units(1)
        self._live(self.wang, unit=second)
        self.wang.phone = "+8613800138000"
        self.assertEqual(self.wang.completeness, 38)

    def test_nothing_is_asked_of_strangers(self):
        self.assertEqual(self.li.completeness, 100)

    def test_a_changed_rule_reaches_the_scores_by_the_job(self):
        self.wang.phone = "+8613800138000"
        self.Rule.search([("fact", "=", "email")]).weight = 9
        with self.enter_registry_test_mode():
            self.env.ref("property_crm.ir_cron_refresh_people").method_direct_trigger()
        self.assertEqual(self.wang.completeness, 25)
