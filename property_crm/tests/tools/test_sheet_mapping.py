import doctest

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import (
    call_log_columns,
    call_log_heads,
    call_log_mapping,
    call_log_values,
    sheet_entries,
    sheet_mapping,
    sheet_mapping_calls,
    sheet_mapping_totals,
    sheet_values,
)
from ...tools.sheet_mapping import Options, find_mapping, read_row
from ...tools.sheet_mapping_condo import (
    CONDO_CONTACT_SHEET,
    CONDO_EMPLOYEE_SHEET,
    CONDO_PROPERTY_SHEET,
)
from ...tools.sheet_mapping_units import UNIT_SHEET
from ...tools.sheet_reader import SheetRow
from ...tools.sheet_values import (
    BadCell,
    parse_date,
    parse_integer,
    parse_number,
    propose_floor,
)

MAPPINGS = [UNIT_SHEET, CONDO_CONTACT_SHEET, CONDO_PROPERTY_SHEET, CONDO_EMPLOYEE_SHEET]

MODULES = (
    call_log_columns,
    call_log_heads,
    call_log_mapping,
    call_log_values,
    sheet_entries,
    sheet_mapping,
    sheet_mapping_calls,
    sheet_mapping_totals,
    sheet_values,
)


def read(*rows, **options):
    """Return the match, and ``(entries, problems)`` of each row below the header."""
    rows = [SheetRow(number, list(cells)) for number, cells in enumerate(rows, 1)]
    match = find_mapping(rows, MAPPINGS)
    body = [row for row in rows if row.number > match.header.number]
    return match, [read_row(match, row, Options(**options)) for row in body]


@tagged("post_install", "-at_install")
class TestSheetMapping(BaseCase):
    def test_examples(self):
        for module in MODULES:
            with self.subTest(module.__name__):
                self.assertFalse(doctest.testmod(module).failed)

    def test_headers_in_english_and_chinese(self):
        for header in (
            ["Building", "Unit", "Gross area (m²)", "Kind"],
            ["BUILDING*", "room number", "area", "Unit Type"],
            ["楼栋", "房号", "建筑面积（㎡）", "类型"],
        ):
            match, [(entries, problems)] = read(
                header, ["1", "0301", "89.5 m²", "Flat"], site="LS"
            )
            with self.subTest(header[0]):
                self.assertEqual((match.mapping, problems), (UNIT_SHEET, []))
                self.assertEqual(entries[-1].values["area_gross"], 89.5)
                self.assertEqual(entries[-1].defaults["kind"], "dwelling")

    def test_header_below_an_explanation_and_with_stars(self):
        match, [(entries, problems)] = read(
            ["Required fields are marked with an asterisk"],
            ["Full name*", "Phone*", "Role*", "Specialization"],
            ["Ivanov Stepan", "=79999999999", "Master", ""],
        )
        self.assertEqual(
            (match.mapping, match.header.number), (CONDO_EMPLOYEE_SHEET, 2)
        )
        self.assertFalse(entries)
        self.assertEqual(
            [(problem.column, problem.value) for problem in problems],
            [("phone", "=79999999999")],
        )

    def test_unknown_and_repeated_columns_are_named(self):
        match, _rows = read(["Building", "Room", "Colour", "", "房号"], ["1", "2"])
        self.assertEqual(match.ignored, ["Colour", "房号"])

    def test_no_known_sheet(self):
        for header in (["Building"], ["Name", "Phone"], ["a", "b"]):
            with self.subTest(header):
                self.assertIsNone(find_mapping([SheetRow(1, header)], MAPPINGS))

    def test_row_of_a_unit_and_its_owner(self):
        _match, [(entries, _problems)] = read(
            [
                "Site",
                "Building",
                "Entrance",
                "Floor",
                "Room",
                "Owner",
                "Phone",
                "Share",
            ],
            ["LS", "1", "2", "3A", "3A01", "Li Wei", "138 0013 8000", "1/3"],
            regions={"LS": "CN"},
        )
        site, building, unit, person, ownership = entries
        self.assertEqual(building.references["site"], site.key)
        self.assertEqual(unit.values, {"room": "3A01", "floor_label": "3A"})
        self.assertEqual(
            (unit.defaults["floor_index"], unit.defaults["entrance"]), (4, "2")
        )
        self.assertEqual(person.values, {"name": "Li Wei", "phone": "+8613800138000"})
        self.assertEqual(
            (
                ownership.values["share_numerator"],
                ownership.values["share_denominator"],
            ),
            (1, 3),
        )

    def test_all_problems_of_a_row_at_once(self):
        _match, [(entries, problems)] = read(
            ["Building", "Room", "Area", "Kind", "E-mail", "Share", "From"],
            ["1", "", "big", "castle", "me@home", "3/2", "13/14/2024"],
        )
        self.assertFalse(entries)
        self.assertEqual(
            [problem.column for problem in problems],
            ["room", "area_gross", "kind", "email", "share", "date_from"],
        )

    def test_site_must_be_known_from_somewhere(self):
        _match, [(_entries, problems)] = read(["Building", "Room"], ["1", "2"])
        self.assertEqual(problems[0][:2], ("site", "required"))

    def test_phone_without_a_person(self):
        _match, [(_entries, problems)] = read(
            ["Building", "Room", "Phone"], ["1", "2", "+8613800138000"], site="LS"
        )
        self.assertEqual(problems[0][:2], ("name", "required"))

    def test_roles_tie_to_the_unit(self):
        for role, models in (
            ("Owner", ["property.ownership"]),
            ("租户", ["property.occupancy"]),
            ("Guest", ["property.occupancy"]),
            ("自住业主", ["property.ownership", "property.occupancy"]),
        ):
            _match, [(entries, _problems)] = read(
                ["Building", "Room", "Name", "Role"], ["1", "2", "Li", role], site="LS"
            )
            with self.subTest(role):
                self.assertEqual([entry.model for entry in entries[4:]], models)

    def test_house_of_144_units_from_one_row(self):
        header = ["Address", "Units", "Sections", "Floors", "Minimal Floor"]
        _match, [(entries, _problems)] = read(
            header, ["Moscow, Komsomolskaya 19A", "144", "4", "9", "1"]
        )
        units = [entry for entry in entries if entry.model == "property.unit"]
        self.assertEqual(len(units), 144)
        self.assertEqual([unit.values["room"] for unit in units[::143]], ["1", "144"])
        self.assertEqual({unit.defaults["entrance"] for unit in units}, set("1234"))
        self.assertEqual(
            {unit.defaults["floor_index"] for unit in units}, set(range(1, 10))
        )

    def test_house_with_basement_and_odd_number_of_units(self):
        header = ["Address", "Units", "Sections", "Floors", "Minimal Floor"]
        _match, [(entries, _problems)] = read(header, ["A 1", "31", "2", "5", "-1"])
        units = entries[2:]
        self.assertEqual(len(units), 31)
        self.assertEqual(
            {unit.defaults["floor_index"] for unit in units}, {-1, 1, 2, 3, 4}
        )

    def test_house_that_cannot_be(self):
        header = ["Address", "Units", "Sections", "Floors", "Minimal Floor"]
        for cells, column in (
            (["0", "1", "1", "1"], "units"),
            (["4", "0", "1", "1"], "sections"),
            (["4", "1", "-2", "1"], "floors"),
            (["4", "900", "1", "1"], "sections"),
            (["5001", "1", "9", "1"], "units"),
            (["4.5", "1", "9", "1"], "units"),
        ):
            _match, [(entries, problems)] = read(header, ["A 1", *cells])
            with self.subTest(cells):
                self.assertEqual((entries, problems[0].column), ([], column))

    def test_sheet_of_contacts(self):
        header = [column.headers[0] for column in CONDO_CONTACT_SHEET.columns]
        names = [column.name for column in CONDO_CONTACT_SHEET.columns]
        for told, kind, role in (
            ({"role": "owner"}, "dwelling", "property.ownership"),
            ({"kind": "parking"}, "parking", "property.occupancy"),
            ({}, "dwelling", "property.occupancy"),
        ):
            cells = {"address": "A 1", "room": "7", "name": "Li Na", **told}
            _match, [(entries, problems)] = read(
                header, [cells.get(one, "") for one in names]
            )
            with self.subTest(told):
                self.assertFalse(problems)
                _site, _house, unit, person, tie = entries
                self.assertEqual(unit.defaults["kind"], kind)
                self.assertEqual(person.values, {"name": "Li Na"})
                self.assertEqual(tie.model, role)

    def test_people_of_the_same_name_are_told_apart(self):
        header = ["Building", "Room", "Name", "Phone", "E-mail"]
        rows = (
            ["1", "1", "Li Na", "+8613800138000", "li@example.com"],
            ["1", "2", "Li Na", "+8613800138000", "other@example.com"],
            ["1", "3", "Li Na", "", "LI@example.com"],
            ["1", "4", "Li Na", "", "li@example.com"],
            ["1", "5", "Li Na", "", ""],
        )
        _match, found = read(header, *rows, site="LS")
        keys = [entries[3].key for entries, _problems in found]
        self.assertEqual(keys[0], keys[1])
        self.assertEqual(keys[2], keys[3])
        self.assertEqual(len(set(keys)), 3)

    def test_the_whole_of_a_unit_is_owned_alone(self):
        header = ["Building", "Room", "Owner", "Share"]
        for share, kind in (("1/1", "sole"), ("1/2", "shares"), ("2/2", "sole")):
            _match, [(entries, _problems)] = read(
                header, ["1", "2", "Li", share], site="LS"
            )
            self.assertEqual(entries[-1].values["kind"], kind, share)

    def test_floors_of_a_house(self):
        header = ["Address", "Units", "Sections", "Floors", "Minimal Floor"]
        for floors, lowest, wanted in (
            ("2", "-2", {-2, -1}),
            ("3", "-2", {-2, -1, 1}),
            ("2", "-1", {-1, 1}),
            ("2", "3", {3, 4}),
            ("2", "", {1, 2}),
            ("2", "0", {1, 2}),
        ):
            _match, [(entries, problems)] = read(
                header, ["A 1", "6", "1", floors, lowest]
            )
            with self.subTest(floors=floors, lowest=lowest):
                self.assertFalse(problems)
                found = {unit.defaults["floor_index"] for unit in entries[2:]}
                self.assertEqual(found, wanted)
        for sections, is_good in (("200", True), ("201", False)):
            _match, [(entries, _problems)] = read(
                header, ["A 1", "400", sections, "1", "1"]
            )
            self.assertIs(bool(entries), is_good, sections)

    def test_bad_values(self):
        for parse, texts in (
            (parse_number, ("", "a", "1.2.3", "=1+1")),
            (parse_integer, ("1.5", "many")),
            (parse_date, ("03/04/2024", "2024-13-01", "30.2.2024", "soon")),
        ):
            for text in texts:
                with self.subTest(text), self.assertRaises(BadCell):
                    parse(text)

    def test_floors_below_the_ground(self):
        for text in ("-2", "B2", "b2", "-2层", "B2F"):
            self.assertEqual(propose_floor(text), ("B2", -2), text)
        self.assertEqual(propose_floor("0"), ("0", 0))
        self.assertEqual(propose_floor("1"), ("1", 1))

    @given(st.integers(-5, 60).filter(bool))
    def test_floor_numbers_keep_their_order(self, number):
        self.assertEqual(propose_floor(str(number))[1], number)

    @given(st.lists(st.text(max_size=6), max_size=25))
    def test_any_row_is_read_or_explained(self, cells):
        headers = [column.headers[0] for column in UNIT_SHEET.columns]
        _match, rows = read(headers, cells, site="LS")
        for entries, problems in rows:
            self.assertNotEqual(bool(entries), bool(problems))
