from odoo.exceptions import AccessError

from .common import DispatchCommon


class TestDispatchSecurity(DispatchCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.skill = cls._create_skill("Pipes")
        cls.rule = cls._require(cls.skill, 60)
        cls._teach(cls.ann, cls.skill, 60)
        cls.weight = cls.env.ref("property_helpdesk.property_dispatch_weight_load")

    def test_company_managers_set_rules_and_weights(self):
        for record, vals in (
            (self.rule, {"is_required": False}),
            (self.weight, {"weight": 3}),
        ):
            record.with_user(self.user_company_manager).write(vals)
            for user in (
                self.user_agent,
                self.user_dispatcher,
                self.user_site_manager,
                self.user_auditor,
                self.user_integration,
                self.user_stranger,
                self.user_portal,
            ):
                with (
                    self.subTest(user=user.login, model=record._name),
                    self.assertRaises(AccessError),
                ):
                    record.with_user(user).write(vals)

    def test_who_reads_rules(self):
        for user in (self.user_portal, self.user_integration):
            for record in (self.rule, self.weight):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    record.with_user(user).read()
        with self.assertRaises(AccessError):
            self.weight.with_user(self.user_agent).read()
        self.assertTrue(self.rule.with_user(self.user_agent).read())

    def test_matrix_shows_the_staff_of_ones_territories(self):
        far = self._create_technician("far", self.other_site.territory_id)
        self._teach(far, self.skill, 100)
        Matrix = self.env["property.skill.matrix"]
        domain = [("skill_id", "=", self.skill.id)]
        for user, expected in (
            (self.user_agent, self.ann),
            (self.user_dispatcher, self.ann),
            (self.user_stranger, far),
            (self.user_auditor, self.ann | far),
        ):
            with self.subTest(user=user.login):
                found = Matrix.with_user(user).search(domain)
                self.assertEqual(found.user_id, expected)
        for user in (self.user_portal, self.user_integration):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                Matrix.with_user(user).search(domain)

    def test_matrix_is_of_today(self):
        Matrix = self.env["property.skill.matrix"]
        row = Matrix.search([("user_id", "=", self.ann.id)])
        self.assertEqual((row.level_progress, row.has_expired), (60, False))
        licence = self._create_skill("Gas", is_certification=True)
        self._teach(self.ann, licence, 60, valid_to="2021-01-01")
        expired = Matrix.search([("has_expired", "=", True)])
        self.assertEqual(expired.skill_id, licence)
        self.ann.territory_staff_ids.date_to = "2021-01-01"
        self.assertFalse(Matrix.search([("user_id", "=", self.ann.id)]))

    def test_strangers_and_residents_do_nothing(self):
        ticket = self._create_team_tickets(user_id=self.ann.id)
        portal = self._create_portal("zhang", self.resident)
        for user in (self.user_stranger, portal, self.user_auditor):
            mine = ticket.with_user(user)
            for act in (
                lambda t: t._defer(self.env.cr.now().replace(year=2099), "x"),
                lambda t: t._hand_over(self.bob, "x"),
                lambda t: t.action_assign_best(),
                lambda t: t.action_propose(),
                lambda t: t.action_take_up(),
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    act(mine)

    def test_wizards_are_for_agents(self):
        for model in ("property.ticket.defer", "property.ticket.handover"):
            for user in (self.user_portal, self.user_auditor):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    self.env[model].with_user(user).create({})
