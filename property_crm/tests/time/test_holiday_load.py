import base64
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged

from .common import TimeCommon, at


@tagged("post_install", "-at_install")
class TestHolidayLoad(TimeCommon):
    def _load(self, user=None, **values):
        model = self.env["property.holiday.load"].with_user(
            user or self.user_company_manager
        )
        wizard = model.create(
            {"calendar_ids": self.office.ids, "year": "2026", **values}
        )
        wizard.action_load()
        return wizard

    def _load_file(self, text, **values):
        file = base64.b64encode(text.encode("gb18030"))
        return self._load(source="file", file=file, **values)

    def test_published_year(self):
        wizard = self._load()
        self.assertEqual(wizard.summary, "33 days off, 6 make-up days")
        spring = self.office.global_leave_ids.filtered(
            lambda leave: leave.name == "Spring Festival"
        )
        self.assertEqual(
            (spring.date_from, spring.date_to),
            (at("2026-02-15 00:00:00"), at("2026-02-23 23:59:59")),
        )
        self.assertIn(date(2026, 2, 14), self.office.workday_ids.mapped("date"))
        clock = self.site._get_working_clock(at("2026-02-14 17:00"))
        self.assertEqual(clock.add(at("2026-02-14 17:00"), 60), at("2026-02-24 09:00"))

    def test_loading_twice_changes_nothing(self):
        self._load()
        before = self.office.global_leave_ids, self.office.workday_ids
        self._load()
        self.assertEqual(
            (self.office.global_leave_ids, self.office.workday_ids), before
        )

    def test_what_is_off_already_stays(self):
        self._close("2026-09-30", "2026-10-08")
        self._load()
        october = self.office.global_leave_ids.filtered(
            lambda leave: leave.date_from >= at("2026-09-30 00:00")
        )
        self.assertEqual(october.mapped("name"), ["Closed"])

    def test_own_file(self):
        self._load_file("2027-01-01,休,元旦\n2027-01-02,休,元旦\n2027-01-03,班,元旦\n")
        self.assertEqual(self.office.global_leave_ids.name, "元旦")
        self.assertEqual(self.office.workday_ids.date, date(2027, 1, 3))

    def test_own_file_with_a_mistake(self):
        with self.assertRaisesRegex(UserError, "Row 2: “2027-13-01” is no date"):
            self._load_file("date,kind,name\n2027-13-01,holiday,x\n")
        with self.assertRaisesRegex(UserError, "neither"):
            self._load_file("2027-12-01,perhaps,x\n")
        self.assertFalse(self.office.global_leave_ids)

    def test_nothing_chosen(self):
        with self.assertRaises(UserError):
            self._load(year=False)

    @freeze_time("2026-05-01")
    def test_form_starts_with_this_year_and_the_sites_hours(self):
        model = self.env["property.holiday.load"].with_user(self.user_company_manager)
        form = Form(model)
        self.assertEqual((form.year, form.country_id.code), ("2026", "CN"))
        self.assertIn(self.office, form.calendar_ids[:])
        form.year = "2025"
        self.assertRegex(form.summary, "make-up days")

    @freeze_time("2040-05-01")
    def test_form_starts_with_the_last_published_year(self):
        wizard = self.env["property.holiday.load"].new({})
        self.assertEqual(wizard.year, max(wizard._get_shipped_years()))

    def test_hours_of_the_first_working_weekday(self):
        self.office.attendance_ids.filtered(lambda a: a.dayofweek < "2").unlink()
        self._load()
        self.assertEqual(set(self.office.workday_ids.mapped("dayofweek")), {"2"})

    def test_names_in_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.user_company_manager.lang = "zh_CN"
        model = self.env["property.holiday.load"].with_user(self.user_company_manager)
        wizard = model.with_context(lang="zh_CN").create(
            {"calendar_ids": self.office.ids, "year": "2026"}
        )
        wizard.action_load()
        self.assertIn("春节", self.office.global_leave_ids.mapped("name"))

    def test_site_managers_and_strangers_are_refused(self):
        for user in (self.user_site_manager, self.user_stranger, self.user_portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._load(user)
