import doctest

from odoo.tests import BaseCase, tagged

from odoo.addons.property_crm.tools.sheet_mapping import (
    Options,
    find_mapping,
    read_row,
)
from odoo.addons.property_crm.tools.sheet_reader import SheetRow
from odoo.addons.property_crm.tools.sheet_values import BadCell

from ...tools import sheet_mapping_tickets
from ...tools.sheet_mapping_tickets import CONDO_TICKET_SHEET, convert_ticket, parse_yes

ROW = {
    "address": "Moscow, Mira 5",
    "room": "12",
    "details": "  Leak \nunder the sink",
    "number": "77",
}


@tagged("post_install", "-at_install")
class TestSheetMappingTickets(BaseCase):
    def _convert(self, site="", **cells):
        return convert_ticket(ROW | cells, Options(site=site))

    def test_examples(self):
        self.assertFalse(doctest.testmod(sheet_mapping_tickets).failed)

    def test_yes_and_no_in_three_languages(self):
        for text in ("YES", "true", "1", "Да", "是"):
            self.assertIs(parse_yes(text), True, text)
        for text in ("", " ", "No", "false", "0", "нет", "否"):
            self.assertIs(parse_yes(text), False, text)
        for text in ("perhaps", "2", "yes no"):
            with self.subTest(text), self.assertRaises(BadCell):
                parse_yes(text)

    def test_the_request_goes_by_number_address_and_unit(self):
        site, building, unit, ticket = self._convert()
        self.assertEqual(
            [entry.model for entry in (site, building, unit, ticket)],
            [
                "property.site",
                "property.building",
                "property.unit",
                "helpdesk.ticket",
            ],
        )
        key = "sheet:77:moscow, mira 5:12"
        self.assertEqual(ticket.key, ("ticket", key))
        self.assertEqual(
            ticket.values,
            {
                "external_key": key,
                "name": "Leak ",
                "description": ROW["details"],
            },
        )
        self.assertEqual(ticket.references, {"unit": unit.key})
        self.assertEqual(unit.references["building"], building.key)
        self.assertEqual(unit.defaults["kind"], "dwelling")
        [first, *_rest] = self._convert(site="LS")
        self.assertEqual(first.key, ("site", "LS"))
        unit = self._convert(kind="parking")[2]
        self.assertEqual(unit.defaults["kind"], "parking")

    def test_a_long_title_is_cut_and_the_day_is_kept(self):
        ticket = self._convert(details="x" * 81, created="2026-03-09")[-1]
        self.assertEqual(ticket.values["name"], "x" * 80)
        self.assertEqual(ticket.values["created"], "2026-03-09T00:00:00Z")
        ticket = self._convert(details="One\nTwo\nThree", created="")[-1]
        self.assertEqual(ticket.values["name"], "One")
        self.assertNotIn("created", ticket.values)

    def test_only_a_resident_is_tied_to_the_unit(self):
        person = {"name": "Ivan", "phone": "+79990000001"}
        *_places, unit, partner, stay, ticket = self._convert(
            is_resident=True, **person
        )
        self.assertEqual(partner.model, "res.partner")
        self.assertEqual(stay.references["unit"], unit.key)
        self.assertEqual(ticket.references["partner"], partner.key)
        *_places, unit, partner, ticket = self._convert(is_resident=False, **person)
        self.assertEqual(unit.model, "property.unit")
        self.assertEqual(ticket.references["partner"], partner.key)

    def test_who_is_known_by_phone_alone(self):
        partner = self._convert(phone="+79990000001")[3]
        self.assertEqual(partner.model, "res.partner")
        named = self._convert(name="Ivan")[3]
        self.assertEqual(named.model, "res.partner")
        self.assertNotEqual(named.key, partner.key)

    def test_columns_in_three_languages(self):
        for header in (
            ["Адрес", "Unit name", "Описание", "Ticket number", "Phones", "Full name"],
            ["地址", "Номер помещения", "描述", "Номер заявки", "Телефон", "ФИО"],
        ):
            cells = ["Moscow, Mira 5", "12", "Leak", "77", "bad", "Ivan"]
            rows = [SheetRow(1, header), SheetRow(2, cells)]
            match = find_mapping(rows, [CONDO_TICKET_SHEET])
            self.assertEqual(match.mapping, CONDO_TICKET_SHEET)
            entries, problems = read_row(match, rows[1], Options())
            self.assertFalse(entries)
            self.assertEqual([one.column for one in problems], ["phone"])
        for missing in range(4):
            cut = [name for at, name in enumerate(header) if at != missing]
            self.assertIsNone(find_mapping([SheetRow(1, cut)], [CONDO_TICKET_SHEET]))

    def test_the_other_columns(self):
        header = [*("地址", "Номер помещения", "描述", "Номер заявки")]
        for more in (
            ["Unit type", "Is resident ticket", "Date of creation"],
            ["Тип помещения", "От жителя", "Дата создания"],
        ):
            cells = ["Mira 5", "12", "Leak", "77", "Parking", "да", "2026-03-09"]
            rows = [SheetRow(1, [*header, *more]), SheetRow(2, cells)]
            match = find_mapping(rows, [CONDO_TICKET_SHEET])
            entries, problems = read_row(match, rows[1], Options())
            self.assertFalse(problems)
            self.assertEqual(entries[2].defaults["kind"], "parking")
            created = entries[-1].values["created"]
            self.assertEqual(created, "2026-03-09T00:00:00Z")
