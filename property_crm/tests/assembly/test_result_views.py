from odoo.tests import tagged

from .result_common import ResultCommon


@tagged("post_install", "-at_install")
class TestResultViews(ResultCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_vote(cls, cls._make_r2(), "cn_major")

    def test_the_print_holds_rule_sums_and_digest(self):
        self._vote_names(yes="U1-U6", no="U7 U8")
        self._count()
        report = self.env["ir.actions.report"].with_user(self.manager)
        content, _kind = report._render_qweb_html(
            "property_crm.assembly_result", self.assembly.ids
        )
        text = content.decode()
        for part in ("Passed", "800.00 m² (66.67 %)", self.assembly.result_digest):
            self.assertIn(part, text)

    def test_every_role_opens_the_form(self):
        self._vote_names(yes="U1-U6", no="U7 U8")
        self._count()
        users = (self.manager, self.user_agent, self.user_auditor)
        for user in users:
            with self.subTest(user=user.login):
                assembly = self.assembly.with_user(user)
                views = assembly.get_views([(False, "form")])["views"]
                self.assertIn("result_digest", views["form"]["arch"])
                self.assertEqual(assembly.motion_ids.outcome_label, "Passed")
