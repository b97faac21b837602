import doctest
from datetime import date

from odoo.tests import BaseCase, tagged
from odoo.tools import file_open

from ...tools import holidays
from ...tools.holidays import BadRow, read_holidays
from ...tools.sheet_reader import read_sheet
from .published_holidays import get_published_csv


@tagged("post_install", "-at_install")
class TestHolidays(BaseCase):
    def _read(self, text, **options):
        return read_holidays(read_sheet(text.encode("gb18030")), **options)

    def test_examples(self):
        self.assertFalse(doctest.testmod(holidays).failed)

    def test_shipped_file_is_what_is_published(self):
        with file_open("property_crm/data/time/holidays_cn.csv") as file:
            self.assertEqual(file.read(), get_published_csv())

    def test_days_of_one_reason_become_one(self):
        found = self._read(
            "日期;类型;事由\n2026/10/2;休;国庆节\n2026年10月1日;休;国庆节\n"
            "2026-10-03;休;中秋\n2026-10-05;休;中秋\n2026-10-10;班;国庆节\n"
            "2026-10-11;班;国庆节\n"
        )
        self.assertEqual(
            [(day.first.day, day.last.day, day.is_worked) for day in found],
            [
                (1, 2, False),
                (3, 3, False),
                (5, 5, False),
                (10, 10, True),
                (11, 11, True),
            ],
        )
        self.assertEqual(found[0].name, "国庆节")

    def test_only_one_year(self):
        found = self._read("2025-12-31,off,a\n2026-01-01,off,a\n", year=2026)
        self.assertEqual([day.first for day in found], [date(2026, 1, 1)])

    def test_bad_rows_are_named(self):
        for text, code in (("2026-02-30,off", "date"), ("2026-02-20,maybe", "kind")):
            with self.subTest(text=text), self.assertRaises(BadRow) as caught:
                self._read(f"date,kind\n{text}\n")
            self.assertEqual(
                (caught.exception.number, caught.exception.code), (2, code)
            )
