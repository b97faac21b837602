from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, new_test_user

from .common import TimeCommon, at

AGENT = "property_crm.group_property_agent"


@freeze_time("2026-03-04 04:30:00")
class TestDutyGenerate(TimeCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls.site.territory_id
        cls.anna, cls.ben = (
            new_test_user(cls.env, name, groups=AGENT) for name in ("anna", "ben")
        )
        cls.users = cls.anna | cls.ben
        for user in cls.users:
            cls._enrol(user, cls.place, role="technician")

    def _generate(self, user=None, **values):
        wizard = self.env["property.duty.generate"].with_user(
            user or self.user_dispatcher
        )
        return wizard.create(
            {
                "territory_id": self.place.id,
                "date_from": "2026-03-09",
                "date_to": "2026-03-22",
                **values,
            }
        )

    def _get_duties(self):
        return self.env["property.duty"].search([("territory_id", "=", self.place.id)])

    def test_technicians_of_the_place_take_turns_out_of_hours(self):
        wizard = self._generate()
        self.assertEqual(wizard.line_ids.user_id, self.users)
        self.assertIn(self.anna.name, wizard.preview)
        wizard.action_generate()
        duties = self._get_duties()
        self.assertEqual(len(duties), wizard.new_count or len(duties))
        first = duties.filtered(lambda duty: duty.user_id == self.anna)
        self.assertEqual(set(duties.mapped("kind")), {"on_call"})
        self.assertEqual(first[0].start, at("2026-03-09 00:00"))
        self.assertEqual(first[0].stop, at("2026-03-09 08:30"))
        self.assertEqual(first[1].start, at("2026-03-09 17:30"))
        self.assertEqual(first[-1].stop, at("2026-03-16 00:00"))
        last = duties[-1]
        self.assertEqual((last.user_id, last.stop), (self.ben, at("2026-03-23 00:00")))

    def test_a_second_time_only_what_is_missing(self):
        self._generate(date_to="2026-03-15").action_generate()
        wizard = self._generate()
        self.assertIn("There already", wizard.preview)
        before = self._get_duties()
        wizard.action_generate()
        added = self._get_duties() - before
        self.assertEqual(min(added.mapped("start")), at("2026-03-16 00:00"))
        again = self._generate()
        self.assertEqual(again.new_count, 0)
        with self.assertRaises(UserError):
            again.action_generate()

    def test_nights_and_whole_weeks(self):
        self._generate(
            kind="duty",
            pattern="daily",
            hour_from=20,
            hour_to=6,
            weekdays="work",
            date_to="2026-03-15",
        ).action_generate()
        duties = self._get_duties()
        self.assertEqual(len(duties), 5)
        self.assertEqual(duties[-1].stop, at("2026-03-14 06:00"))
        self._generate(pattern="whole", hour_from=8).action_generate()
        weeks = self._get_duties() - duties
        self.assertEqual(weeks.mapped("user_id"), self.users)
        self.assertEqual(weeks[0].stop - weeks[0].start, timedelta(days=7))
        self.assertEqual(weeks[0].stop, weeks[1].start)

    def test_the_order_is_that_of_the_list(self):
        lines = [
            (0, 0, {"user_id": self.ben.id, "sequence": 1}),
            (0, 0, {"user_id": self.anna.id, "sequence": 2}),
        ]
        self._generate(line_ids=lines, pattern="whole").action_generate()
        self.assertEqual(self._get_duties().mapped("user_id").ids[0], self.ben.id)

    def test_absences_are_marked(self):
        resource = self.env["resource.resource"].create(
            {"name": "Ben", "user_id": self.ben.id, "calendar_id": self.office.id}
        )
        self.assertNotIn("Absent then", self._generate().preview)
        self._close("2026-03-18", "2026-03-18", resource_id=resource.id)
        self.assertIn("Absent then", self._generate().preview)

    def test_what_is_missing_is_said(self):
        for values in (
            {"date_to": "2026-03-01"},
            {"days_each": 0},
            {"date_to": "2030-03-01"},
        ):
            with self.subTest(**values):
                wizard = self._generate(**values)
                self.assertTrue(wizard.problem)
                with self.assertRaises(UserError):
                    wizard.action_generate()

    def test_a_form_proposes_the_people(self):
        wizard = self.env["property.duty.generate"].with_user(self.user_dispatcher)
        with Form(wizard) as form:
            form.territory_id = self.place
            self.assertEqual(len(form.line_ids), 2)
            self.assertTrue(form.preview)

    def test_only_planners_plan(self):
        for user in (self.user_agent, self.user_auditor, self.user_portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._generate(user)
        with self.assertRaises(AccessError):
            self._generate(
                territory_id=self.other_site.territory_id.id,
                line_ids=[(0, 0, {"user_id": self.anna.id})],
            ).action_generate()
