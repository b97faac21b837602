"""The sheet of requests of open-condo: by address and unit, with the requester."""

from odoo.addons.property_crm.tools.sheet_entries import (
    address_entries,
    person_entries,
    unit_entry,
)
from odoo.addons.property_crm.tools.sheet_mapping import Column, Entry, Mapping
from odoo.addons.property_crm.tools.sheet_mapping_units import parse_kind
from odoo.addons.property_crm.tools.sheet_values import (
    BadCell,
    normalise,
    parse_date,
    parse_phone,
)

TITLE_LENGTH = 80
YES = ("yes", "true", "1", "да", "是")
NO = ("", "no", "false", "0", "нет", "否")


def parse_yes(text):
    """Return whether the cell says yes.

    >>> parse_yes("Yes"), parse_yes("no"), parse_yes("")
    (True, False, False)
    """
    word = normalise(text)
    if word in YES:
        return True
    if word in NO:
        return False
    raise BadCell("word", text)


def convert_ticket(cells, options):
    """Return the house, the unit, the requester and the request of a row.

    A requester who is no resident is not tied to the unit. Numbers of the old system
    repeat from house to house, so the request goes by number, address and unit.
    """
    entries = address_entries(cells["address"], options.site)
    unit = unit_entry(entries[-1], cells["room"], cells.get("kind") or "dwelling")
    name = cells.get("name") or cells.get("phone", "")
    people = person_entries(unit, "unknown", name, cells.get("phone", ""))
    if not cells.get("is_resident"):
        people = people[:1]
    return [*entries, unit, *people, _ticket_entry(cells, unit, people)]


def _ticket_entry(cells, unit, people):
    title = cells["details"].strip().split("\n", 1)[0]
    place = f"{normalise(cells['address'])}:{cells['room']}"
    values = {
        "external_key": f"sheet:{cells['number']}:{place}",
        "name": title[:TITLE_LENGTH],
        "description": cells["details"],
    }
    if cells.get("created"):
        values["created"] = f"{cells['created']}T00:00:00Z"
    references = {"unit": unit.key}
    if people:
        references["partner"] = people[0].key
    return Entry(
        "helpdesk.ticket", ("ticket", values["external_key"]), values, references
    )


CONDO_TICKET_SHEET = Mapping(
    "condo_ticket",
    (
        Column("address", ("адрес", "地址"), required=True),
        Column("room", ("unit name", "номер помещения"), required=True),
        Column("kind", ("unit type", "тип помещения"), parse_kind),
        Column("is_resident", ("is resident ticket", "от жителя"), parse_yes),
        Column("phone", ("phones", "телефон"), parse_phone),
        Column("name", ("full name", "фио")),
        Column("details", ("описание", "描述"), required=True),
        Column("number", ("ticket number", "номер заявки"), required=True),
        Column("created", ("date of creation", "дата создания"), parse_date),
    ),
    convert_ticket,
)
