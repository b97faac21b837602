import base64
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...models.assembly import property_ballot_sheet_batch
from .paper_common import PaperCommon


@tagged("post_install", "-at_install")
class TestPaperImport(PaperCommon):
    """Choices of scanned ballots from a spreadsheet."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_paper_vote()

    def _make_wizard(self, text, user=None, **values):
        wizards = self.env["property.ballot.import"]
        return wizards.with_user(user or self.user_site_manager).create(
            {
                "assembly_id": self.assembly.id,
                "file": base64.b64encode(text.encode()),
                **values,
            }
        )

    def _import(self, *args, **values):
        wizard = self._make_wizard(*args, **values)
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

    def _count_queries(self, units):
        numbers = [self._get_sheet(unit).printed_number for unit in units]
        wizard = self._make_wizard(
            "\n".join(["ballot,1", *(f"{n},1" for n in numbers)])
        )
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        wizard.action_import()
        self.env.flush_all()
        self.assertEqual(wizard.accepted_count, len(units), wizard.errors)
        return self.env.cr.sql_log_count - before

    def test_same_queries_for_many_ballots(self):
        self._count_queries(["A101"])  # warms up
        few = self._count_queries(["A102"])
        self.assertLessEqual(self._count_queries(["A103", "A104", "A201", "C1"]), few)

    def test_in_parts(self):
        numbers = [self._get_sheet(unit).printed_number for unit in ("A101", "A102")]
        rows = "\n".join(f"{number},1" for number in (*numbers, numbers[0]))
        with patch.object(property_ballot_sheet_batch, "SHEETS", 1):
            wizard = self._import(f"ballot,1\n{rows}")
        self.assertEqual((wizard.accepted_count, wizard.exists_count), (2, 1))
        keyed = self.assembly.sudo().sheet_ids.filtered("keyed_at")
        self.assertEqual(keyed.keyed_by_id, self.user_site_manager)
        self.assertEqual(len(keyed), 2)

    def test_nothing_is_taken_of_a_ballot_of_which_a_row_is_refused(self):
        number = self._get_sheet("C1").printed_number
        # the second motion is of another building
        wizard = self._import(f"ballot,1,2\n{number},1,1\n{number},2,")
        self.assertEqual((wizard.accepted_count, wizard.error_count), (0, 2))
        self.assertFalse(self._get_choices())
        wizard = self._import(f"ballot,1,2\n{number},2,")
        self.assertEqual((wizard.accepted_count, self._get_choices()), (1, ["no"]))

    def test_nothing_is_kept_of_the_choices(self):
        number = self._get_sheet("A101").printed_number
        wizard = self._import(f"ballot,1\n{number},1\n0014,2")
        self.assertFalse(wizard.file)
        self.assertTrue(wizard.error_file)
        wizard.action_close()
        self.assertFalse(wizard.exists())

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
