import csv
import doctest
from collections import Counter
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.property_crm.tests import hypothesis_profile

from ...tools import quick_entry
from ...tools.quick_entry import (
    clean_line,
    compile_pattern,
    get_spellings,
    matches_name,
    parse_line,
)

with Path(__file__).with_name("quick_entry_lines.csv").open(encoding="utf-8") as file:
    LINES = list(csv.DictReader(file))
PROFILE = hypothesis_profile.__name__  # loaded before the first strategy
PIECES = st.sampled_from(
    [word for row in LINES for word in row["line"].split()]
    + ["急", "!!!", "不急", "(", "3-", "-1202", "+86", "转8", "Mr", "先生", "栋", "\n"]
)
LINE = st.lists(PIECES, max_size=9).map(" ".join) | st.text(max_size=60)


def count_signs(text):
    return Counter(sign for sign in text if sign.isalnum())


@tagged("post_install", "-at_install")
class TestQuickEntry(BaseCase):
    def test_examples(self):
        self.assertFalse(doctest.testmod(quick_entry).failed)

    def test_lines_of_the_desk(self):
        self.assertGreaterEqual(len(LINES), 60)
        for row in LINES:
            with self.subTest(line=row["line"]):
                entry = parse_line(row["line"])
                unit = entry.unit
                parts = (unit.building, unit.entrance, unit.room) if unit else ()
                told = {
                    "line": row["line"],
                    "unit": "-".join(filter(None, parts)),
                    "person": f"{entry.person} {entry.title}".strip(),
                    "phone": entry.phone,
                    "text": entry.text,
                    "is_urgent": "yes" if entry.is_urgent else "",
                    "unread": " ".join(entry.unread),
                }
                self.assertEqual(told, row)

    def test_order_is_free(self):
        for words in (
            ("3-1202", "张姐", "13800000000", "厨房漏水", "急"),
            ("B2-0301", "Ms Lee", "13800000000", "leak in kitchen", "urgent"),
        ):
            whole = parse_line(" ".join(words))
            for turn in range(len(words)):
                line = ", ".join([*words[turn:], *words[:turn]])
                with self.subTest(line=line):
                    entry = parse_line(line)
                    self.assertEqual(entry.unit, whole.unit)
                    self.assertEqual(entry.person, whole.person)
                    self.assertEqual(entry.phone, whole.phone)
                    self.assertEqual(entry.text, whole.text)
                    self.assertTrue(entry.is_urgent)

    def test_codes_as_the_site_writes_them(self):
        for pattern, line, room in (
            ("{site}-{building}-{room}", "LS-3-1202 漏水", "1202"),
            ("{building}栋{entrance}单元{room}室", "3栋2单元1202室 漏水", "1202"),
            ("{site}/{building}/{entrance}/{room}", "LS/3/2/1202 leak", "1202"),
            ("{building}.{room}", "3.1202 leak", "1202"),
            ("T{building}F{floor}R{room}", "T3F12R02 leak", "02"),
        ):
            with self.subTest(pattern=pattern):
                entry = parse_line(line, [pattern])
                self.assertEqual(entry.unit.room, room)
                self.assertEqual(entry.unit.building, "3")
        for pattern, line, entrance in (
            ("{building}栋{entrance}单元{room}室", "3栋1202室 漏水", ""),
            ("{building}栋{entrance}单元{room}室", "3栋2单元1202室 漏水", "2"),
        ):
            unit = parse_line(line, [pattern]).unit
            self.assertEqual((unit.building, unit.entrance), ("3", entrance), line)
        # without a sign after it nothing says where a part begins that may be missing
        optional = compile_pattern("{building}-{entrance}{room}").pattern
        self.assertNotIn(")?", optional.split("(?P<entrance>")[1].split("(?P<")[0])
        self.assertIsNone(compile_pattern("{room}"))
        self.assertIsNone(compile_pattern("{building}-{site}"))

    def test_a_name_without_a_title_stands_beside_the_phone(self):
        for line, person, text in (
            ("3-1202 李明 13800000000 厨房漏水", "李明", "厨房漏水"),
            ("3-1202 13800000000 李明 厨房漏水", "李明", "厨房漏水"),
            ("3-1202 Lee 13800000000 leak in kitchen", "Lee", "leak in kitchen"),
            ("3-1202 13800000000, Lee: leak", "Lee", "leak"),
            # not beside it, part of a word, or all that was said
            ("3-1202 厨房漏水 李明来过 13800000000", "", "厨房漏水 李明来过"),
            ("3-1202 13800000000 the lift stands", "", "the lift stands"),
            ("3-1202 13800000000 Lee", "", "Lee"),
        ):
            with self.subTest(line=line):
                entry = parse_line(line)
                self.assertEqual((entry.person, entry.text), (person, text))

    def test_names_as_they_are_spoken(self):
        for spoken, name, is_meant in (
            ("老王", "王建国", True),
            ("王建", "王建国", True),
            ("王老", "王建国", False),
            ("老张", "老张记", False),
            ("Lee", "Lee", True),
            ("anna lee", "Lee, Anna", True),
            ("anna lee", "Lee", False),
        ):
            with self.subTest(spoken=spoken, name=name):
                self.assertIs(matches_name(spoken, name), is_meant)

    def test_spellings(self):
        self.assertEqual(
            get_spellings("3A"),
            {"3A", "03A", "003A", "0003A"[-4:], "3a", "03a", "003a"},
        )
        self.assertEqual(get_spellings("0"), {"0", "00", "000", "0000"})

    def test_what_is_not_said(self):
        entry = parse_line("")
        self.assertEqual((entry.unit, entry.person, entry.phone), (None, "", ""))
        self.assertIs(entry.is_urgent, False)

    @given(LINE)
    @example("3-1202 张姐 13800000000 厨房漏水 急")
    @example("Ms. Lee (B2-0301) 3-1203 1380000000 ###")
    def test_nothing_is_lost(self, line):
        entry = parse_line(line, ["{site}-{building}-{room}"])
        told = " ".join([*entry.used, entry.text, *entry.unread])
        self.assertEqual(count_signs(told), count_signs(clean_line(line)))

    @given(LINE)
    def test_text_and_signs_are_never_both(self, line):
        entry = parse_line(line)
        self.assertFalse(entry.text and not any(map(str.isalpha, entry.text)))
        for word in entry.unread:
            self.assertEqual(word, word.strip())
            self.assertTrue(word)
