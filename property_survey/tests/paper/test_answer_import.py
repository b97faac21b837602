import base64

from odoo.exceptions import AccessError, UserError

from .common import PaperCommon

HEAD = "sheet,day,expected:r1,perceived:r1,importance:reliability"
FILE = f"""{HEAD},Recommend?,In your words,What
1,2026-03-02,7,4,60,,Dark,x
2,,7,9,,,,
3,soon,5,,,,,
,,5,,,,,
"""


class TestAnswerImport(PaperCommon):
    def _import(self, text, user=None):
        Import = self.env["property.survey.answer.import"]
        wizard = Import.with_user(user or self.user_survey).create(
            {
                "campaign_id": self.campaign.id,
                "file": base64.b64encode(text.encode()),
            }
        )
        wizard.action_import()
        return wizard

    def test_good_rows_are_taken_once(self):
        wizard = self._import(FILE)
        self.assertEqual((wizard.accepted_count, wizard.error_count), (1, 3))
        self.assertEqual(wizard.ignored, "Recommend?, What")
        self.assertIn("perceived r1", wizard.errors)
        self.assertTrue(wizard.error_file)
        sheet = self.env["property.survey.sheet"].search(
            [("campaign_id", "=", self.campaign.id)]
        )
        self.assertEqual(str(sheet.day), "2026-03-02")
        numbers = [sheet.numbers[str(self.ids[at])] for at in (0, 3, 6)]
        self.assertEqual(numbers[:2], [7, 4])
        again = self._import(FILE.replace("7,9", "7,6"))
        self.assertEqual((again.accepted_count, again.exists_count), (1, 1))

    def test_each_cell_is_read_by_its_question(self):
        several = self.env["survey.question"].create(
            {
                "survey_id": self.survey.id,
                "title": "Which?",
                "question_type": "multiple_choice",
                "suggested_answer_ids": [(0, 0, {"value": one}) for one in "abc"],
            }
        )
        head = "sheet,day,expected:r1,In your words,Which?"
        wizard = self._import(f'{head}\n1,2026-03-02,7,2,"1, 3"\n2,2026-03-03,6,,2\n')
        self.assertFalse(wizard.errors)
        of_this = [("campaign_id", "=", self.campaign.id)]
        sheets = self.env["property.survey.sheet"].search(of_this, order="day")
        found = [sheet.numbers[str(several.id)] for sheet in sheets]
        self.assertEqual(found, [[1, 3], [2]])
        words = self.env["property.survey.comment"].search(of_this)
        self.assertEqual(words.text, "2")

    def test_refused(self):
        with self.assertRaises(UserError):
            self._import("day\n2026-03-02\n")
        with self.assertRaises(UserError):
            self._import("")
        for name in ("clerk", "agent", "stranger", "portal", "auditor"):
            with self.subTest(name), self.assertRaises(AccessError):
                self._import(FILE, getattr(self, f"user_{name}"))

    def test_empty_spreadsheet(self):
        wizard = self.env["property.survey.answer.import"].create(
            {"campaign_id": self.campaign.id}
        )
        head = base64.b64decode(wizard.template).decode("utf-8-sig")
        self.assertTrue(head.startswith("sheet,day,expected:r1,"))
        self.assertIn("In your words", head)
