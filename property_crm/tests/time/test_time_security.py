from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import TimeCommon


@tagged("post_install", "-at_install")
class TestTimeSecurity(TimeCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.workday = cls._make_up("2026-02-14")
        cls.other_company = cls.env["res.company"].create({"name": "Other"})
        cls.other_manager = new_test_user(
            cls.env,
            "other_manager",
            groups="property_crm.group_property_company_manager",
            company_id=cls.other_company.id,
            company_ids=[(6, 0, cls.other_company.ids)],
        )

    def test_company_manager_keeps_hours_and_days(self):
        office = self.office.with_user(self.user_company_manager)
        office.write(
            {
                "workday_ids": [(0, 0, {"date": "2026-02-28", "dayofweek": "0"})],
                "global_leave_ids": [
                    (
                        0,
                        0,
                        {
                            "date_from": "2026-05-01",
                            "date_to": "2026-05-02",
                            "name": "x",
                        },
                    )
                ],
            }
        )
        office.attendance_ids[0].hour_to = 11
        office.workday_ids[0].unlink()
        office.global_leave_ids.unlink()
        self.assertEqual(len(office.workday_ids), 1)

    def test_others_only_read(self):
        for user in (self.user_agent, self.user_dispatcher, self.user_site_manager):
            workday = self.workday.with_user(user)
            self.assertTrue(workday.dayofweek)
            for act in (
                lambda workday=workday: workday.write({"dayofweek": "1"}),
                lambda workday=workday: workday.unlink(),
                lambda workday=workday: workday.copy({"date": "2026-03-01"}),
                lambda user=user: self.office.with_user(user).write({"name": "x"}),
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    act()

    def test_residents_see_nothing(self):
        with self.assertRaises(AccessError):
            self.workday.with_user(self.user_portal).read(["date"])

    def test_manager_of_another_company_is_refused(self):
        with self.assertRaises(AccessError):
            self.workday.with_user(self.other_manager).read(["date"])
        for record, vals in (
            (self.office, {"name": "x"}),
            (self.office.attendance_ids[0], {"hour_to": 11}),
            (self.workday, {"dayofweek": "1"}),
            (self._close("2026-05-01", "2026-05-01"), {"name": "x"}),
        ):
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                record.with_user(self.other_manager).write(vals)

    def test_hours_of_all_companies_are_the_administrators(self):
        self.office.company_id = False
        with self.assertRaises(AccessError):
            self.office.with_user(self.user_company_manager).write({"name": "x"})
        admin = new_test_user(
            self.env,
            "both",
            groups="base.group_system,property_crm.group_property_company_manager",
        )
        self.office.with_user(admin).name = "Shared"
        self.workday.with_user(admin).dayofweek = "1"
