from odoo.exceptions import AccessError, UserError

from ..common import SurveyCommon


class TestResultSecurity(SurveyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        means = [
            (
                0,
                0,
                {
                    "code": "r1",
                    "determinant_id": cls.env.ref(
                        "property_survey.determinant_reliability"
                    ).id,
                    "expected": 6,
                    "perceived": 5,
                },
            )
        ]
        cls.result = cls._create_result(source="means", mean_ids=means)
        cls.far = cls._create_result(
            source="means", mean_ids=means, site_id=cls.other_site.id
        )
        (cls.result | cls.far).action_count()

    def _get_records(self, result):
        return (result, result.mean_ids, result.line_ids)

    def test_wrong_roles_read_none(self):
        determinant = self.env.ref("property_survey.determinant_access")
        for role in ("agent", "dispatcher", "stranger", "portal", "integration"):
            user = getattr(self, f"user_{role}")
            for records in (*self._get_records(self.result), determinant):
                with (
                    self.subTest(role=role, model=records._name),
                    self.assertRaises(AccessError),
                ):
                    records.with_user(user).read(["display_name"])

    def test_other_sites_are_hidden(self):
        for role in ("survey", "site_manager"):
            user = getattr(self, f"user_{role}")
            for mine, far in zip(
                self._get_records(self.result),
                self._get_records(self.far),
                strict=True,
            ):
                with self.subTest(role=role, model=mine._name):
                    found = mine.with_user(user).search([])
                    self.assertLessEqual(mine, found)
                    self.assertFalse(far & found)
                    with self.assertRaises(AccessError):
                        far.with_user(user).read(["display_name"])
        with self.assertRaises(AccessError):
            self.far.with_user(self.user_survey).action_count()

    def test_company_manager_and_auditor_see_all_of_the_company(self):
        company = self.env["res.company"].create({"name": "Other"})
        site = self._create_site("Far", "FA", company_id=company.id)
        foreign = self._create_result(source="means", site_id=site.id)
        for role in ("company_manager", "auditor"):
            user = getattr(self, f"user_{role}")
            found = self.Result.with_user(user).search([])
            self.assertLessEqual(self.result | self.far, found)
            self.assertNotIn(foreign, found)

    def test_auditor_changes_nothing(self):
        for records in self._get_records(self.result):
            with self.subTest(records._name), self.assertRaises(AccessError):
                records.with_user(self.user_auditor).unlink()
        with self.assertRaises(AccessError):
            self.result.with_user(self.user_auditor).action_count()

    def test_figures_are_not_written_by_hand(self):
        manager = self.result.with_user(self.user_company_manager)
        for name, value in (
            ("score", 100),
            ("status", "shown"),
            ("satisfaction", 100),
            ("notes", False),
            ("is_published", True),
        ):
            with self.subTest(name), self.assertRaises(UserError):
                manager.write({name: value})
            made = manager.create({"name": "Made up", "source": "means", name: value})
            self.assertFalse(made[name])
        manager.action_count()
        line = self.result.line_ids[0].with_user(self.user_company_manager)
        with self.assertRaises(AccessError):
            line.gap = 1
        with self.assertRaises(AccessError):
            line.unlink()
