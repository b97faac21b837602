import base64
import io

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from odoo.tools.pdf import PdfFileReader

from ...models.assembly import property_ballot_print
from .paper_common import PaperCommon


@tagged("post_install", "-at_install")
class TestPaperPrint(PaperCommon):
    """All ballots in one file, and what stands on each."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_paper_vote()

    def _render(self, report, records, **context):
        reports = self.env["ir.actions.report"].with_user(self.user_site_manager)
        content, _kind = reports.with_context(**context)._render_qweb_html(
            f"property_crm.{report}", records.ids
        )
        return " ".join(content.decode().split())

    def _create_print(self, **values):
        jobs = self.env["property.ballot.print"].with_user(self.user_site_manager)
        return jobs.create({"assembly_id": self.assembly.id, **values})

    def _count_pages(self, job):
        content = base64.b64decode(job.file)
        return len(PdfFileReader(io.BytesIO(content), strict=False).pages)

    def test_what_stands_on_a_ballot(self):
        text = self._render("ballot_sheets", self._get_sheet("B101"))
        for words in ("B101, B102, B103", "450.00", "o7", "Motion 1", "Ann", "Bob"):
            self.assertIn(words, text)
        self.assertNotIn("Motion 2", text)  # of another building
        self.assertNotIn("all of them sign", text)

    def test_co_owners_sign_together(self):
        text = self._render("ballot_sheets", self._get_sheet("C1"))
        self.assertIn("all of them sign", text)
        self.assertEqual(text.count("o_line o_date"), 2)

    def test_in_the_language_of_the_owner(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.place.owners["o1"].lang = "zh_CN"
        sheets = self._get_sheet("A101") | self._get_sheet("A102")
        langs = [one["lang"] for one in sheets._prepare_prints()]
        self.assertEqual(langs, ["zh_CN", "en_US"])
        chosen = sheets.with_context(ballot_lang="zh_CN")._prepare_prints()
        self.assertEqual([one["lang"] for one in chosen], ["zh_CN"] * 2)

    @mute_logger("odoo.addons.base.models.ir_actions_report")  # no server for styles
    def test_one_file_in_batches(self):
        self.patch(property_ballot_print, "BATCH", 4)
        job = self._create_print()
        self.assertEqual((job.total, job.state), (11, "draft"))
        job.with_context(force_report_rendering=True).action_print()
        self.assertEqual((job.state, job.printed_count), ("running", 0))
        system = job.sudo().with_context(force_report_rendering=True)
        system._print_next()
        self.assertEqual((job.printed_count, job.state), (4, "running"))
        self.assertAlmostEqual(job.progress, 100 * 4 / 11)
        system._print_next()
        system._print_next()
        self.assertEqual((job.printed_count, job.state), (11, "done"))
        self.assertGreaterEqual(self._count_pages(job), 11)
        self.assertFalse(job.sudo().part_ids)
        self.assertIn("11 paper ballots", self.assembly.message_ids[0].body)

    @mute_logger("odoo.addons.base.models.ir_actions_report")  # no server for styles
    def test_few_are_printed_at_once(self):
        job = self._create_print(building_id=self._find_building("B"))
        job.with_context(force_report_rendering=True).action_print()
        self.assertEqual((job.state, job.total), ("done", 1))
        self.assertEqual(self._count_pages(job), 1)

    def test_what_came_back_is_not_printed_again(self):
        self._key("B101", ["yes"])
        job = self._create_print(building_id=self._find_building("B"))
        with self.assertRaisesRegex(UserError, "no paper ballot left"):
            job.action_print()

    def test_who_prints(self):
        sheet = self._get_sheet("A101")
        for user in (self.user_agent, self.user_auditor, self.user_stranger):
            with self.assertRaises(AccessError):
                sheet.with_user(user)._prepare_prints()
            with self.assertRaises(AccessError):
                self.env["property.ballot.print"].with_user(user).create(
                    {"assembly_id": self.assembly.id}
                )
        job = self._create_print()
        with self.assertRaises(AccessError):
            job.with_user(self.user_agent).action_print()

    def test_what_is_printed_is_chosen_by_the_system(self):
        job = self._create_print()
        for vals in (
            {"sheet_ids": [self.assembly.sheet_ids[0].id], "state": "running"},
            {"file": "QQ=="},
        ):
            with self.assertRaisesRegex(UserError, "system keeps"):
                job.write(vals)
        jobs = job.with_context(default_state="running", default_printed_count=3)
        again = jobs.create({"assembly_id": self.assembly.id})
        self.assertEqual((again.state, again.printed_count), ("draft", 0))
        again.sudo().state = "running"
        for act in (again.action_print, lambda: again.write({"entrance": "1"})):
            with self.assertRaisesRegex(UserError, "printed already"):
                act()

    def test_lists_of_the_representatives(self):
        lists = self.assembly._get_collect_lists()
        found = {
            building.code: sheets.mapped("units") for building, _e, sheets in lists
        }
        self.assertEqual(found["B"], ["B101, B102, B103"])
        self.assertEqual(sum(len(sheets) for _b, _e, sheets in lists), 11)
        text = self._render("ballot_lists", self.assembly)
        self.assertIn("Received: signature", text)
        self.assertEqual(text.count("Paper ballots to collect"), len(lists))
