import json
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

from odoo import fields

from .common import AnswerCommon


class TestPrivacy(AnswerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls.env["res.partner"].create({"name": "Wang Fang"})
        cls.campaigns = {
            mode: cls._create_campaign(mode)
            for mode in ("named", "confidential", "anonymous")
        }
        for campaign in cls.campaigns.values():
            invitation = cls._invite(campaign, partner_id=cls.person.id)
            campaign._submit(cls._fill(6, words="Ask Wang Fang"), invitation=invitation)

    def _get_sheet(self, mode):
        return self.Sheet.search([("campaign_id", "=", self.campaigns[mode].id)])

    def _copy(self):
        file = BytesIO()
        self.env["property.personal.data"]._export_zip(file, self.person)
        with ZipFile(file) as archive:
            return json.loads(archive.read("data.json"))["records"]

    def test_copy_has_the_person_s_answers_but_anonymous_ones(self):
        answers = [row for row in self._copy() if "answers_html" in row]
        self.assertEqual(
            {row["campaign_id"] for row in answers},
            {self.campaigns[mode].name for mode in ("named", "confidential")},
        )
        for row in answers:
            self.assertIn("expected r1", row["answers_html"])
            self.assertIn("6 / 7", row["answers_html"])

    def test_erased_person_is_in_no_words_that_are_his(self):
        self.person._erase()
        words = self.env["property.survey.comment"].search(
            [("campaign_id", "=", self.campaigns["named"].id)]
        )
        self.assertNotIn("Wang", words.text)
        self.assertEqual(
            self._get_sheet("named").numbers, {str(self.questions[0].id): 6}
        )
        self.assertNotIn("Wang", self._get_sheet("named").partner_id.name)

    def test_after_years_nobody_knows_who_it_was(self):
        rule = self.env.ref("property_survey.property_retention_rule_sheets")
        old = fields.Date.today() - timedelta(days=rule.days + 1)
        sheets = self._get_sheet("named") | self._get_sheet("confidential")
        self.assertFalse(rule._get_batch(0, 10) & sheets)
        sheets.day = old
        self.assertEqual(rule._get_batch(0, 10) & sheets, sheets)
        rule._apply(sheets)
        self.assertFalse(sheets.partner_id or sheets.unit_id or sheets.invitation_id)
        self.assertTrue(all(sheets.mapped("numbers")))
        self.assertFalse(rule._get_batch(0, 10) & sheets)

    def test_timeline_shows_named_answers(self):
        rows = self.person.with_user(self.user_survey).api_timeline()["entries"]
        titles = [row["title"] for row in rows if "survey" in row["title"]]
        self.assertEqual(len(titles), 1)
        self.assertIn(self.campaigns["named"].name, titles[0])
        rows = self.person.with_user(self.user_agent).api_timeline()["entries"]
        self.assertFalse([row for row in rows if "survey" in row["title"]])

    def test_screens(self):
        sheet = self._get_sheet("named")
        for kind in ("list", "kanban", "form"):
            self.assertSameQueries(
                f"property_survey.property_survey_sheet_view_{kind}",
                sheet,
                sheet,
                self.user_survey,
            )
        action = self.campaigns["named"].with_user(self.user_survey)
        self.assertEqual(
            action.action_view_sheets()["domain"],
            [("campaign_id", "in", self.campaigns["named"].ids)],
        )
        self.assertEqual(
            action.action_view_comments()["res_model"], "property.survey.comment"
        )
