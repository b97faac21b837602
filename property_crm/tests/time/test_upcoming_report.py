from odoo.fields import Command
from odoo.tests import freeze_time

from .common import TimeCommon, at

DAY = "2026-03-09"


@freeze_time("2026-03-09 04:30:00")
class TestUpcomingReport(TimeCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent = cls.user_agent
        cls.agent.tz = "Asia/Shanghai"
        cls.customer = cls.env["res.partner"].create({"name": "Zhang San"})
        cls.occupancy = cls.env["property.occupancy"].create(
            {
                "unit_id": cls.unit.id,
                "partner_id": cls.customer.id,
                "role": "tenant",
                "date_from": "2025-01-01",
                "date_to": "2026-04-01",
            }
        )
        cls.Report = cls.env["property.upcoming.report"]

    @classmethod
    def _create_event(cls, name="Viewing", people=(), **values):
        partners = cls.agent.partner_id.union(*people)
        return (
            cls.env["calendar.event"]
            .with_context(no_mail_to_attendees=True)
            .create(
                {
                    "name": name,
                    "user_id": cls.agent.id,
                    "partner_ids": [Command.set(partners.ids)],
                    "start": at(f"{DAY} 15:00"),
                    "stop": at(f"{DAY} 16:00"),
                    **values,
                }
            )
        )

    @classmethod
    def _plan(cls, xmlid, document, **values):
        return document.activity_schedule(
            xmlid, user_id=cls.agent.id, summary="Ring up", **values
        )

    def _find(self, user, *domain):
        self.env.invalidate_all()
        return self.Report.with_user(user).search(list(domain))

    def _find_one(self, kind, user=None):
        rows = self._find(user or self.agent, ("kind", "=", kind))
        self.assertEqual(len(rows), 1)
        return rows

    def test_an_appointment_and_where_its_customer_lives(self):
        event = self._create_event(people=[self.customer])
        row = self._find_one("appointment")
        self.assertEqual((row.source_model, row.source_id), (event._name, event.id))
        self.assertEqual(row.partner_id, self.customer)
        self.assertEqual(row.unit_id, self.unit)
        self.assertEqual(row.territory_id, self.unit.territory_id)
        self.assertEqual((row.due, row.status), ("2_today", "waiting"))
        self.assertTrue(row.is_mine)
        event.attendee_ids.state = "accepted"
        self.assertEqual(self._find_one("appointment").status, "confirmed")

    def test_private_events_of_others_are_busy(self):
        self._create_event("Doctor", [self.customer], privacy="private")
        row = self._find_one("appointment", self.user_dispatcher)
        self.assertEqual(row.name, "Busy")
        self.assertFalse(row.partner_id or row.is_mine)
        self.assertEqual(self._find_one("appointment").name, "Doctor")

    def test_contacts_and_activities(self):
        call = self._plan(
            "mail.mail_activity_data_call", self.customer, date_deadline="2026-03-08"
        )
        self._plan("property_crm.mail_activity_type_fax", self.unit)
        self._plan("mail.mail_activity_data_todo", self.unit)
        row = self._find_one("call")
        self.assertEqual((row.due, row.topic), ("1_late", "contact"))
        self.assertEqual(row.name, "Ring up · Zhang San")
        self.assertEqual(row.unit_id, self.unit)
        self.assertEqual(self._find_one("fax").topic, "contact")
        self.assertEqual(self._find_one("activity").unit_id, self.unit)
        row.action_done()
        self.assertFalse(call.active)
        self.assertFalse(self._find(self.agent, ("kind", "=", "call")))

    def test_memos_are_their_owners(self):
        memo = self.env["property.memo"].with_user(self.agent).create({"name": "Keys"})
        self.assertEqual(self._find_one("memo").due, "2_today")
        self.assertFalse(self._find(self.user_company_manager, ("kind", "=", "memo")))
        memo.shared_user_ids = self.user_dispatcher
        self._find_one("memo", self.user_dispatcher).action_done()
        self.assertTrue(memo.is_done)

    def test_moves_and_duty_of_ones_territory(self):
        self.env["property.duty"].create(
            {
                "user_id": self.agent.id,
                "territory_id": self.site.territory_id.id,
                "start": at("2026-03-10 08:00"),
                "stop": at("2026-03-10 16:00"),
            }
        )
        night = {"start": at("2026-03-08 20:00"), "stop": at("2026-03-09 06:00")}
        duty = self.env["property.duty"].search([("user_id", "=", self.agent.id)])
        passed = duty.copy(night)
        row = self._find(self.agent, ("source_id", "=", passed.id)).filtered(
            lambda row: row.kind == "duty"
        )
        self.assertEqual(row.due, "2_today")
        passed.unlink()
        self.assertEqual(self._find_one("move_out").partner_id, self.customer)
        self.assertEqual(self._find_one("duty").due, "3_tomorrow")
        for kind in ("move_out", "duty"):
            self.assertTrue(self._find(self.user_auditor, ("kind", "=", kind)))
            self.assertFalse(self._find(self.user_stranger, ("kind", "=", kind)))
        self.assertFalse(self.Report.with_user(self.user_portal).has_access("read"))

    def test_days_are_those_of_the_reader(self):
        late = at("2026-03-10 00:30")  # 16:30 UTC on the ninth
        self._create_event(start=late, stop=late.replace(minute=45))
        self.assertEqual(str(self._find_one("meeting").date), "2026-03-10")
        self._create_event("Fair", allday=True, start=DAY, stop=DAY)
        rows = self._find(self.agent, ("name", "=", "Fair"))
        self.assertEqual(str(rows.date), DAY)

    def test_groups_and_saved_questions(self):
        self._create_event(people=[self.customer])
        report = self.Report.with_user(self.agent)
        groups = report.formatted_read_group(
            [], ["territory_id", "due"], ["__count", "profit:avg"]
        )
        self.assertTrue(groups)
        action = self.env.ref("property_crm.property_upcoming_report_action")
        saved = self.env["ir.filters"].with_user(self.agent)
        names = [row["name"] for row in saved.get_filters(report._name, action.id)]
        self.assertIn("Upcoming by area and week", names)
        self.assertEqual(len(names), 6)

    def test_opens_what_is_meant(self):
        self._plan("mail.mail_activity_data_call", self.customer)
        action = self._find_one("call").action_open()
        self.assertEqual(
            (action["res_model"], action["res_id"]), ("res.partner", self.customer.id)
        )

    def test_list_costs_the_same_for_many(self):
        memo = self.env["property.memo"].with_user(self.agent)
        memo.create(
            [
                {"name": str(number), "partner_id": self.customer.id}
                for number in range(50)
            ]
        )
        rows = self._find(self.agent, ("kind", "=", "memo"))
        self.assertSameQueries(
            "property_crm.property_upcoming_report_view_list",
            rows[:2],
            rows,
            self.agent,
        )
