from odoo.exceptions import AccessError
from odoo.tools import mute_logger

from .common import NOW, VisitCommon, at, freeze_time


@freeze_time(NOW)
class TestVisitSecurity(VisitCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal = cls._create_portal("tenant", cls.resident)
        with freeze_time(NOW):
            cls.visit = cls._plan()
        cls.env.flush_all()

    def _find(self, user, model="property.visit"):
        return self.env[model].with_user(user).search([])

    def test_seen_by_who_sees_the_request(self):
        for user in (self.user_agent, self.user_auditor, self.user_company_manager):
            with self.subTest(user=user.login):
                self.assertIn(self.visit, self._find(user))
        self.assertFalse(self._find(self.user_stranger))
        with self.assertRaises(AccessError):
            self._find(self.portal)

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_strangers_change_nothing(self):
        for user in (self.user_stranger, self.user_auditor, self.portal):
            visit = self.visit.with_user(user)
            for change in (
                lambda v=visit: v.write({"start": at("2026-03-09 10:30")}),
                visit.action_leave,
                visit.action_arrive,
                visit.action_agree,
                visit.action_not_at_home,
                lambda user=user: self._plan(by=user, user_id=user.id),
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    change()

    def test_facts_are_not_written_by_hand(self):
        manager = self.visit.with_user(self.user_company_manager)
        for vals in (
            {"state": "done"},
            {"arrived_at": NOW},
            {"agreed_at": NOW},
            {"event_id": False},
            {"ticket_id": self._create_tickets().id},
        ):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                manager.write(vals)
        with self.assertRaises(AccessError):
            self._plan("2026-03-10 09:00", "2026-03-10 10:00", state="done")
        with self.assertRaises(AccessError):
            manager.with_context(default_state="done").create(
                {"ticket_id": self.ticket.id, "start": at("2026-03-10 09:00")}
            )
        for name in ("visit_at", "visit_offered_at"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                self.ticket.with_user(self.user_company_manager)[name] = NOW

    def test_settings_are_company_managers(self):
        window = self.env["property.visit.window"].search([], limit=1)
        self.assertTrue(window.with_user(self.user_agent).name)
        with self.assertRaises(AccessError):
            window.with_user(self.user_dispatcher).name = "X"
        window.with_user(self.user_company_manager).name = "X"
        with self.assertRaises(AccessError):
            window.with_user(self.portal).read(["name"])

    def test_dialogs_are_ones_own(self):
        for model, vals in (
            ("property.visit.plan", {"ticket_id": self.ticket.id}),
            ("property.visit.close", {"visit_ids": [(6, 0, self.visit.ids)]}),
        ):
            dialog = self.env[model].with_user(self.user_agent).create(vals)
            with self.subTest(model=model), self.assertRaises(AccessError):
                dialog.with_user(self.mate).read(["id"])
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[model].with_user(self.portal).create(vals)

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_a_stranger_plans_nothing_with_the_dialog(self):
        Plan = self.env["property.visit.plan"].with_user(self.user_stranger)
        with self.assertRaises(AccessError):
            Plan.create({"ticket_id": self.ticket.id}).read(["offers"])
        with self.assertRaises(AccessError):
            Plan.create({"ticket_id": self.ticket.id}).action_offer()

    def test_residents_read_no_plans_on_their_request(self):
        for name in ("visit_ids", "visit_done_count", "cost_so_far"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                self.ticket.with_user(self.portal).read([name])

    def test_the_list_costs_the_same_for_few_and_many(self):
        visits = self.visit
        for number in range(12):
            visits |= self._plan(
                f"2026-03-10 {8 + number // 2:02}:{number % 2 * 30:02}",
                f"2026-03-10 {8 + number // 2:02}:{number % 2 * 30 + 20:02}",
                ticket=self._create_tickets(user_id=self.tech.id),
            )
        for view in ("list", "kanban", "calendar"):
            with self.subTest(view=view):
                self.assertSameQueries(
                    f"property_helpdesk.property_visit_view_{view}",
                    visits[:2],
                    visits,
                    self.user_dispatcher,
                )
