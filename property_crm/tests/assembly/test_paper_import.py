import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .paper_common import PaperCommon


@tagged("post_install", "-at_install")
class TestPaperImport(PaperCommon):
    """Choices of scanned ballots from a spreadsheet."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_paper_vote()

    def _import(self, text, user=None, **values):
        wizards = self.env["property.ballot.import"]
        wizard = wizards.with_user(user or self.user_site_manager).create(
            {
                "assembly_id": self.assembly.id,
                "file": base64.b64encode(text.encode()),
                **values,
            }
        )
        wizard.action_import()
        return wizard

    def test_good_rows_are_taken_bad_ones_told(self):
        numbers = [
            self._get_sheet(unit).printed_number
            for unit in ("A101", "A102", "A103", "A104", "A201")
        ]
        rows = [
            f"{numbers[0].lstrip('0')},1,2,1 2",
            f"{numbers[1]},弃权,,0",
            f"{numbers[2]},7,,",
            f"{numbers[3]},1,,9",
            f"{numbers[4]},9,,x",
            "0014,1,,",
            f"{numbers[0]},2,2,",
        ]
        wizard = self._import("\n".join(["ballot,1,2,3", *rows]))
        self.assertEqual((wizard.accepted_count, wizard.exists_count), (3, 1))
        self.assertEqual(wizard.error_count, 3)
        for words in ("Row 4: 7", "Row 5: 9", "Row 7"):
            self.assertIn(words, wizard.errors)
        self.assertTrue(wizard.error_file)
        self.assertEqual(sorted(self._get_choices()), ["abstain", "invalid", "yes"])
        elected = list(self._read_votes(self.election).values())
        ids = self.election.candidate_ids[:2].ids
        self.assertCountEqual(elected, ["abstain", "invalid", ids])

    def test_columns(self):
        for text in ("number,1\n0013,1", "ballot,7\n0013,1", "", "\0"):
            with self.subTest(text), self.assertRaises(UserError):
                self._import(text)

    def test_template(self):
        wizard = self.env["property.ballot.import"].create(
            {"assembly_id": self.assembly.id}
        )
        self.assertEqual(wizard.channel, "paper")
        content = base64.b64decode(wizard.template).decode("utf-8-sig")
        self.assertEqual(content.strip(), "ballot,1,2,3")

    def test_only_managers_import(self):
        for user in (self.user_agent, self.user_auditor, self.user_stranger):
            with self.assertRaises(AccessError):
                self._import("ballot,1\n0013,1", user)
