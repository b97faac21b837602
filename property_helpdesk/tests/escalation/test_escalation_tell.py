from odoo.tests import freeze_time, new_test_user

from ..report.common import HOUR, NOW
from .common import EscalationCommon


@freeze_time(NOW)
class TestEscalationTell(EscalationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._enable_chatter()
        cls.district = cls.env["property.territory"].create(
            {"name": "North", "kind": "district"}
        )
        cls.site.territory_id.parent_id = cls.district
        cls.lead = cls._create_staff("lead", cls.site.territory_id, "agent")
        cls.team = cls.env["helpdesk.ticket.team"].create(
            {"name": "Plumbers", "user_id": cls.lead.id}
        )
        cls.site_boss = cls._create_staff("boss", cls.site.territory_id, "manager")
        cls.area_boss = cls._create_staff("area", cls.district, "manager")
        cls.desk = cls._create_staff("desk", cls.site.territory_id, "dispatcher")

    @classmethod
    def _create_staff(cls, login, territory, role):
        user = new_test_user(
            cls.env, login, groups="property_crm.group_property_site_manager"
        )
        cls._enrol(user, territory, role=role)
        return user

    def _get_told(self, ticket, **values):
        return ticket._get_audience(self._create_level(**values))[ticket]

    def test_every_step_has_its_people(self):
        ticket = self._create_at(
            1, team_id=self.team.id, user_id=self.user_technician.id
        )
        for audience, told in (
            ("holder", self.user_technician),
            ("lead", self.lead),
            ("site_manager", self.site_boss),
            ("area_manager", self.area_boss),
            ("committee", self.env["res.users"]),
        ):
            with self.subTest(audience=audience):
                self.assertEqual(self._get_told(ticket, audience=audience), told)
        head = self._get_told(ticket, audience="company_manager")
        self.assertIn(self.user_company_manager, head)
        self.assertNotIn(self.site_boss, head)

    def test_where_nobody_is_the_next_one_up_is_told(self):
        ticket = self._create_at(1)
        self.assertEqual(self._get_told(ticket, audience="holder"), self.site_boss)
        self.site_boss.active = False
        self.assertEqual(self._get_told(ticket, audience="lead"), self.area_boss)

    def test_dispatchers_too(self):
        told = self._get_told(
            self._create_at(1), audience="site_manager", also_dispatchers=True
        )
        self.assertEqual(told, self.site_boss | self.desk)

    def test_whoever_is_on_duty_too(self):
        ticket = self._create_at(1)
        for user in (self.user_technician, self.user_stranger):
            self.env["property.duty"].create(
                {
                    "user_id": user.id,
                    "territory_id": self.district.id,
                    "start": NOW - HOUR,
                    "stop": NOW + HOUR,
                }
            )
        told = self._get_told(ticket, audience="site_manager", also_on_duty=True)
        self.assertEqual(told, self.site_boss | self.user_technician)
        told = self._get_told(ticket, audience="site_manager")
        self.assertEqual(told, self.site_boss)

    def test_nobody_is_told_of_what_he_may_not_see(self):
        self.team.user_id = self.user_stranger
        ticket = self._create_at(
            1, team_id=self.team.id, user_id=self.user_technician.id
        )
        self.assertEqual(self._get_told(ticket, audience="lead"), self.site_boss)

    def test_whom_a_complaint_is_about_is_not_told(self):
        ticket = self._create_at(1)
        ticket.named_employee_ids = self.site_boss | self.desk
        told = self._get_told(ticket, audience="site_manager", also_dispatchers=True)
        self.assertEqual(told, self.area_boss)

    def test_to_do_message_or_log(self):
        ticket = self._create_at(1)
        for channel, activities, messages in (
            ("activity", 1, 0),
            ("mail", 0, 1),
            ("log", 0, 0),
        ):
            level = self._create_level(audience="site_manager", channel=channel)
            before = len(ticket.activity_ids), len(self._get_notes())
            level._fire(ticket, {ticket: "80 %"})
            self.env.invalidate_all()
            after = len(ticket.activity_ids), len(self._get_notes())
            with self.subTest(channel=channel):
                self.assertEqual(
                    (after[0] - before[0], after[1] - before[1]),
                    (activities, messages),
                )
        self.assertEqual(ticket.activity_ids.summary, "Step (80 %)")
        self.assertEqual(ticket.activity_ids.user_id, self.site_boss)
        logged = ticket.event_ids.filtered(lambda event: event.kind == "escalated")
        self.assertEqual(len(logged), 3)
        self.assertEqual(set(logged.mapped("reason")), {"80 %"})
        self.env["res.lang"]._activate_lang("zh_CN")
        level = self.env["property.escalation.level"].browse(logged[0].new_ref)
        level.with_context(lang="zh_CN").name = "第一级"
        self.assertEqual(logged[0].with_context(lang="zh_CN").summary, "第一级")

    def _get_notes(self):
        return self.env["mail.notification"].search(
            [("res_partner_id", "=", self.site_boss.partner_id.id)]
        )

    def test_reminders_until_somebody_looks_after_it(self):
        ticket = self._create_at(1)
        level = self._create_level(audience="site_manager", repeat_minutes=30)
        fired = level._fire(ticket, {})
        self._remind(NOW + HOUR / 2 - HOUR / 60)
        self.assertEqual(fired.reminder_count, 0)
        self._remind(NOW + HOUR / 2)
        self._remind(NOW + HOUR / 2)
        self.assertEqual(fired.reminder_count, 1)
        self.assertEqual(len(self._get_notes()), 1)
        fired.with_user(self.site_boss).action_acknowledge()
        self._remind(NOW + 2 * HOUR)
        self.assertEqual(fired.reminder_count, 1)
        later = self._create_level(audience="site_manager", sequence=99)
        self.assertTrue(later._fire(ticket, {}))

    def test_no_reminder_of_what_is_closed(self):
        ticket = self._create_at(1)
        fired = self._create_level(repeat_minutes=30)._fire(ticket, {})
        ticket._close("Done")
        self._remind(NOW + HOUR)
        self.assertFalse(fired.reminder_count)

    def test_danger_is_told_at_once(self):
        self._create_level("words", words="trapped")
        cron = self.env.ref("property_helpdesk.ir_cron_escalate")
        triggers = self.env["ir.cron.trigger"].search_count
        before = triggers([("cron_id", "=", cron.id)])
        self._create_tickets()
        self.assertEqual(triggers([("cron_id", "=", cron.id)]), before)
        self._create_tickets(name="We are trapped")
        self.assertEqual(triggers([("cron_id", "=", cron.id)]), before + 1)
