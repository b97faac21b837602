from unittest.mock import patch

from odoo.exceptions import AccessError

from .common import AnswerCommon

MODES = ("named", "confidential", "anonymous")
READERS = ("survey", "site_manager", "company_manager")
OTHERS = ("agent", "dispatcher", "auditor", "integration", "stranger", "portal")


class TestAnswerSecurity(AnswerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.campaigns = {mode: cls._create_campaign(mode) for mode in MODES}
        for number, campaign in enumerate(cls.campaigns.values()):
            for _time in range(5 - number % 2):
                campaign._submit(cls._fill(7, words="Fine"), key=str(_time))
        cls.far = cls._create_campaign("named", site_ids=cls.other_site.ids)
        cls.far._submit(cls._fill(7, words="Far"), key="far")
        cls.receipts = cls.env["property.survey.receipt"].search([])
        cls.reader = cls._create_users(
            ("reader", "property_survey.group_property_survey_comment")
        )
        cls.reader.group_ids |= cls.env.ref("property_crm.group_property_agent")
        cls._enrol(cls.reader, cls.site.territory_id)

    @classmethod
    def _get_users(cls):
        group = "property_survey.group_property_questionnaire"
        return {**super()._get_users(), "writer": ("writer", group)}

    def _get_sheets(self, campaign):
        return self.Sheet.search([("campaign_id", "=", campaign.id)])

    def test_single_answers_are_read_in_named_campaigns_only(self):
        named = self._get_sheets(self.campaigns["named"])
        hidden = self.Sheet.search([]) - named - self._get_sheets(self.far)
        self.assertTrue(hidden)
        for role in READERS:
            user = getattr(self, f"user_{role}")
            with self.subTest(role):
                found = self.Sheet.with_user(user).search([])
                self.assertLessEqual(named, found)
                self.assertFalse(found & hidden)
                with self.assertRaises(AccessError):
                    hidden[:1].with_user(user).read(["numbers"])
                with self.assertRaises(AccessError):
                    named[:1].with_user(user).write({"day": "2026-01-01"})
                with self.assertRaises(AccessError):
                    named[:1].with_user(user).unlink()
                with self.assertRaises(AccessError):
                    self.Sheet.with_user(user).create({})
        self.assertNotIn(
            self._get_sheets(self.far),
            self.Sheet.with_user(self.user_survey).search([]),
        )

    def test_administrator_reads_no_more(self):
        admin = self.env.ref("base.user_admin")
        admin.group_ids |= self.env.ref("property_survey.group_property_survey")
        for mode in ("confidential", "anonymous"):
            hidden = self._get_sheets(self.campaigns[mode]).with_user(admin)
            with self.subTest(mode):
                self.assertFalse(hidden.search([("id", "in", hidden.ids)]))
                for refused in (
                    lambda hidden=hidden: hidden.read(["numbers"]),
                    lambda hidden=hidden: hidden.export_data(["numbers"]),
                ):
                    with self.assertRaises(AccessError):
                        refused()
                groups = hidden._read_group(
                    [("id", "in", hidden.ids)], ["day:day"], ["__count"]
                )
                self.assertFalse(groups)

    def test_others_read_none(self):
        sheet = self._get_sheets(self.campaigns["named"])[:1]
        words = self.Comment.search([])[:1]
        for role in OTHERS:
            user = getattr(self, f"user_{role}")
            for record in (sheet, words, self.receipts[:1]):
                with self.subTest(role=role, model=record._name):
                    with self.assertRaises(AccessError):
                        record.with_user(user).read(["display_name"])
                    with self.assertRaises(AccessError):
                        record.with_user(user).search([])
        for role in READERS:
            with self.assertRaises(AccessError):
                self.receipts.with_user(getattr(self, f"user_{role}")).read(["key"])
            with self.assertRaises(AccessError):
                words.with_user(getattr(self, f"user_{role}")).read(["text"])

    def _get_read_words(self):
        found = self.Comment.with_user(self.reader).search([])
        return {
            mode: len(found.filtered(lambda one, it=it: one.campaign_id == it))
            for mode, it in self.campaigns.items()
        }

    def _add_late(self, number):
        for _time in range(number):
            for mode in ("confidential", "anonymous"):
                self.campaigns[mode]._submit(
                    self._fill(7, words="Late"), channel="paper"
                )
        self.env["property.survey.campaign"]._cron_mix()

    def test_words_are_read_after_the_close_of_five_answers_at_once(self):
        """While it runs the invitations say who just answered."""
        with patch.object(type(self.env["ir.cron"]), "_commit_progress"):
            for late, expected in (
                (0, {"named": 5, "confidential": 0, "anonymous": 0}),
                ("close", {"named": 5, "confidential": 0, "anonymous": 5}),
                (1, {"named": 5, "confidential": 5, "anonymous": 5}),
                (3, {"named": 5, "confidential": 5, "anonymous": 5}),
                (1, {"named": 5, "confidential": 5, "anonymous": 10}),
                (1, {"named": 5, "confidential": 10, "anonymous": 10}),
            ):
                if late == "close":
                    for campaign in self.campaigns.values():
                        campaign.with_user(self.user_survey).action_close()
                else:
                    self._add_late(late)
                with self.subTest(late=late, expected=expected):
                    self.assertEqual(self._get_read_words(), expected)
        found = self.Comment.with_user(self.reader).search([])
        self.assertNotIn(self.far, found.campaign_id)
        for refused in ({"text": "x"}, {"is_released": True}):
            with self.subTest(refused), self.assertRaises(AccessError):
                found[:1].write(refused)

    def test_token_is_no_field_of_theirs(self):
        invitation = self._invite(self.campaigns["anonymous"])
        for role in READERS:
            mine = invitation.with_user(getattr(self, f"user_{role}"))
            with self.subTest(role), self.assertRaises(AccessError):
                mine.read(["token"])
            with self.subTest(role), self.assertRaises(AccessError):
                mine.search([("token", "=like", "a%")])

    def test_questionnaires_are_read_and_answers_of_other_surveys_are_not(self):
        other = self.env["survey.survey"].create({"title": "Something else"})
        inputs = self.env["survey.user_input"].create({"survey_id": other.id})
        for role in ("survey", "site_manager", "auditor"):
            user = getattr(self, f"user_{role}")
            with self.subTest(role):
                surveys = self.survey.with_user(user).search([])
                self.assertIn(self.survey, surveys)
                self.assertNotIn(other, surveys)
                self.survey.with_user(user).question_and_page_ids.mapped("title")
                for refused in (
                    lambda user=user: inputs.with_user(user).search([]),
                    lambda user=user: inputs.user_input_line_ids.with_user(user).search(
                        []
                    ),
                    lambda user=user: other.with_user(user).read(["title"]),
                    lambda user=user: self.survey.with_user(user).write({"title": "x"}),
                ):
                    with self.assertRaises(AccessError):
                        refused()
        for role in ("agent", "stranger", "portal", "integration"):
            user = getattr(self, f"user_{role}")
            with self.subTest(role), self.assertRaises(AccessError):
                self.survey.with_user(user).read(["title"])
        self.survey.with_user(self.user_writer).title = "Mine"
        self.assertTrue(
            self.user_company_manager.has_group(
                "property_survey.group_property_questionnaire"
            )
        )

    def test_surveyor_opens_questionnaires(self):
        for kind in ("list", "form"):
            self.assertSameQueries(
                f"property_survey.property_questionnaire_view_{kind}",
                self.survey,
                self.survey,
                self.user_survey,
            )
        action = self.survey.with_user(self.user_writer).action_open_editor()
        self.assertEqual(action["res_id"], self.survey.id)

    def test_company_manager_counts_what_he_may_not_read(self):
        self._answer(*[(7, 7, 7, 5, 5, 5)] * 5)
        result = self._create_result().with_user(self.user_company_manager)
        result.action_count()
        self.assertEqual(result.answer_count, 5)
