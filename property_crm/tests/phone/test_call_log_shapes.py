import base64

from . import call_log_shapes as shapes
from .common import PhoneCommon

FIGURES = (
    "offered_count:sum",
    "answered_count:sum",
    "abandoned_count:sum",
    "answer_speed:avg",
    "talk_time:avg",
    "level_rate:avg",
)


class TestCallLogShapes(PhoneCommon):
    """One night of calls, as the telephone systems of several makers tell it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.site.country_id = cls.env.ref("base.cn")
        cls.facts = shapes.make_facts()

    def _import(self, content, **values):
        wizard = self.env["property.sheet.import"].with_user(self.user_site_manager)
        return wizard.with_context(default_tz="UTC").import_file(
            "calls", base64.b64encode(content).decode(), **values
        )

    def _check(self, content, name, facts=None):
        """Import the file; its figures are those counted from the facts."""
        facts = facts or self.facts
        last = self.Call.search([], order="id desc", limit=1).id or 0
        answer = self._import(content)
        self.assertEqual([row["errors"] for row in answer["rows"] if row["errors"]], [])
        self.assertEqual(answer["counts"]["created"], len(facts), name)
        self.env.flush_all()
        (row,) = self.env["property.call.report"]._read_group(
            [("id", ">", last)], [], list(FIGURES)
        )
        for figure, found, expected in zip(
            FIGURES, row, shapes.count_facts(facts), strict=True
        ):
            self.assertAlmostEqual(found, expected, 6, f"{name}: {figure}")
        again = self._import(content)
        self.assertEqual(again["counts"]["unchanged"], len(facts), name)

    def test_shapes(self):
        write = shapes.write_csv
        files = {
            "bank": write(self.facts, shapes.bank),
            "topics": write(self.facts, shapes.topics, encoding="utf-8-sig"),
            "asterisk": write(self.facts, shapes.asterisk),
            "freeswitch": write(self.facts, shapes.freeswitch),
            "genesys": write(self.facts, shapes.genesys, delimiter=";"),
            "cisco": write(self.facts, shapes.cisco, delimiter="\t"),
            "chinese": write(self.facts, shapes.chinese, encoding="gb18030"),
            "iso": write(self.facts, shapes.iso),
            "epoch": write(self.facts, shapes.epoch),
            "excel": shapes.write_xlsx(self.facts, shapes.excel),
            "excel cells": shapes.write_xlsx(self.facts, shapes.excel_cells),
        }
        for name, content in files.items():
            with self.subTest(name=name), self.env.cr.savepoint():
                self._check(content, name)
                self.env.invalidate_all()

    def test_without_a_line_of_headers(self):
        self._check(
            shapes.write_csv(self.facts, shapes.asterisk, header=False), "headless"
        )
        call = self.Call.search([("agent_name", "=", "Ming")], limit=1)
        self.assertEqual(call.state, "done")

    def test_a_repeated_number_is_a_call_of_its_own_moment(self):
        """Some systems count from 1 every day: the moment tells calls apart."""
        facts = [fact._replace(number=1) for fact in self.facts]
        self._check(shapes.write_csv(facts, shapes.bank), "same number", facts)

    def test_the_same_row_in_another_file_is_the_same_call(self):
        """Exports of overlapping days, without numbers of calls."""
        self._check(
            shapes.write_csv(self.facts[:12], shapes.excel), "first", self.facts[:12]
        )
        answer = self._import(shapes.write_csv(self.facts[6:], shapes.excel))
        self.assertEqual(answer["counts"]["unchanged"], 6)
        self.assertEqual(answer["counts"]["created"], len(self.facts) - 12)
