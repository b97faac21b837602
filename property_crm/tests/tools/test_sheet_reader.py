import doctest
import io
import zipfile
from datetime import date, datetime
from unittest.mock import patch

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import sheet_reader
from ...tools.sheet_reader import SheetError, find_delimiter, read_sheet
from ...tools.sheet_writer import write_error_sheet

CELLS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")),
    min_size=1,
    max_size=8,
).filter(lambda text: text == text.strip())


def make_xlsx(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@tagged("post_install", "-at_install")
class TestSheetReader(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(sheet_reader).failed)

    def test_csv_in_the_encodings_people_save(self):
        text = "楼栋;房号\n1;0301\n"
        for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
            with self.subTest(encoding):
                rows = read_sheet(text.encode(encoding))
                self.assertEqual(rows[0].cells, ["楼栋", "房号"])
                self.assertEqual(rows[1], (2, ["1", "0301"]))

    def test_delimiters(self):
        for delimiter in ",;\t|":
            line = delimiter.join(["Address", '"a, b; c | d"', "Room"])
            with self.subTest(delimiter):
                self.assertEqual(find_delimiter(f"\n{line}\n"), delimiter)

    def test_xlsx_cells_as_text(self):
        content = make_xlsx(
            ["a", 144.0, 1.5, date(2024, 3, 1), datetime(2024, 3, 1, 8, 30), True],
            [None] * 6,
            ["=79999999999", "0301", None, None, None, None],
        )
        first, last = read_sheet(content)
        self.assertEqual(
            first.cells, ["a", "144", "1.5", "2024-03-01", "2024-03-01 08:30:00", "yes"]
        )
        self.assertEqual((last.number, last.cells[:2]), (3, ["=79999999999", "0301"]))

    def test_empty_rows_to_the_thousandth_are_left_out(self):
        book = openpyxl.Workbook()
        book.active.append(["Address"])
        book.active.cell(1000, 26).value = " "
        content = io.BytesIO()
        book.save(content)
        self.assertEqual(len(read_sheet(content.getvalue())), 1)

    def test_files_that_are_no_sheets(self):
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as file:
            file.writestr("readme", "no sheet")
        for content, code in (
            (b"", "empty"),
            (b"\n ,,\n", "empty"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1", "old_excel"),
            (archive.getvalue(), "broken"),
            (b"PK\x03\x04", "broken"),
            (b"\x89PNG\r\n\x1a\n\0\0", "broken"),
        ):
            with self.subTest(content[:8]), self.assertRaisesRegex(SheetError, code):
                read_sheet(content)

    def test_a_bomb_is_not_unpacked(self):
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
            for number in range(3):
                file.writestr(f"{number}", bytes(500))
        with (
            patch.object(sheet_reader, "MAX_BYTES", 1000),
            self.assertRaisesRegex(SheetError, "too_large"),
        ):
            read_sheet(archive.getvalue())

    def test_error_sheet_holds_the_bad_rows_as_they_were(self):
        rows = read_sheet(b"Room,Phone\n1,=79999999999\n2,ok\n3,+1\n")
        content = write_error_sheet(rows, {2: ["Phone: bad"], 4: ["a", "b"]}, "Errors")
        again = read_sheet(content)
        self.assertEqual(
            [row.cells for row in again],
            [
                ["Room", "Phone", "Errors"],
                ["1", "=79999999999", "Phone: bad"],
                ["3", "+1", "a · b"],
            ],
        )
        cell = openpyxl.load_workbook(io.BytesIO(content)).active["B2"]
        self.assertEqual(cell.data_type, "s")

    @settings(max_examples=20)
    @given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=5))
    def test_what_excel_holds_comes_back(self, table):
        table = [[f"x{cell}" for cell in row] for row in table]
        rows = read_sheet(make_xlsx(*table))
        self.assertEqual([row.cells for row in rows], table)

    @given(st.binary(max_size=200))
    def test_any_bytes_are_read_or_refused(self, content):
        try:
            rows = read_sheet(content)
        except SheetError:
            return
        self.assertTrue(all(any(row.cells) for row in rows))
