"""The sheets of open-condo: houses by address, and the contacts of their units."""

from .sheet_entries import address_entries, person_entries, unit_entry
from .sheet_mapping import Column, Entry, Mapping, RowProblem
from .sheet_mapping_units import parse_kind, parse_role
from .sheet_values import normalise, parse_email, parse_integer, parse_phone
from .unit_generator import Plan, check_plan, name_entrances, plan_units

MAX_ENTRANCES = 200


def convert_property(cells, options):
    """Return a house with its units, numbered through as open-condo numbers them.

    Units that do not divide evenly are spread over the floors.
    """
    entries = address_entries(cells["address"], options.site)
    plan = _get_plan(cells)
    building = entries[-1]
    for spot in plan_units(plan):
        unit = unit_entry(building, spot.room, "dwelling", spot.entrance)
        unit.defaults |= {
            "floor_label": spot.floor_label,
            "floor_index": spot.floor_index,
        }
        entries.append(unit)
    return entries


def _get_plan(cells):
    lowest = cells["min_floor"] if cells.get("min_floor", "") != "" else 1
    lowest = lowest or 1
    for name in ("units", "sections", "floors"):
        if cells[name] < 1:
            raise RowProblem(name, "positive", str(cells[name]))
    if cells["sections"] > MAX_ENTRANCES:
        raise RowProblem("sections", "too_many", str(cells["sections"]))
    highest = lowest + cells["floors"] - 1
    if lowest < 0 <= highest:
        highest += 1
    plan = Plan(
        entrances=name_entrances(cells["sections"]),
        floor_from=lowest,
        floor_to=highest,
        total=cells["units"],
        numbering="running",
    )
    if check_plan(plan):
        raise RowProblem("units", "too_many", str(cells["units"]))
    return plan


def convert_contact(cells, options):
    """Return a unit of a house and the contact, who may be the owner."""
    entries = address_entries(cells["address"], options.site)
    unit = unit_entry(entries[-1], cells["room"], cells.get("kind") or "dwelling")
    people = person_entries(
        unit,
        cells.get("role") or "unknown",
        cells["name"],
        cells.get("phone", ""),
        cells.get("email", ""),
    )
    return [*entries, unit, *people]


def convert_employee(cells, options):
    """Return an employee as a contact; who may log in is decided elsewhere."""
    values = {
        name: cells[name] for name in ("name", "phone", "email") if cells.get(name)
    }
    person = ("person", normalise(cells["name"]), cells["phone"])
    return [Entry("res.partner", person, values)]


CONDO_PROPERTY_SHEET = Mapping(
    "condo_property",
    (
        Column("address", ("адрес", "地址"), required=True),
        Column("units", ("квартиры", "户数"), parse_integer, required=True),
        Column(
            "sections", ("подъезды", "секции", "单元数"), parse_integer, required=True
        ),
        Column("floors", ("этажи", "层数"), parse_integer, required=True),
        Column(
            "min_floor",
            ("minimal floor", "минимальный этаж", "起始楼层"),
            parse_integer,
        ),
    ),
    convert_property,
)
CONDO_CONTACT_SHEET = Mapping(
    "condo_contact",
    (
        Column("address", ("адрес", "地址"), required=True),
        Column("room", ("unit name", "номер помещения"), required=True),
        Column("kind", ("unit type", "тип помещения"), parse_kind),
        Column("phone", ("phones", "телефоны", "телефон"), parse_phone),
        Column("name", ("full name", "фио"), required=True),
        Column("email", ("e-mail", "почта"), parse_email),
        Column("role", ("роль",), parse_role),
    ),
    convert_contact,
)
CONDO_EMPLOYEE_SHEET = Mapping(
    "condo_employee",
    (
        Column("name", ("full name", "фио"), required=True),
        Column("phone", ("phones", "телефон"), parse_phone, required=True),
        Column("role", ("роль",), required=True),
        Column("specialization", ("специализация",)),
        Column("position", ("должность",)),
        Column("email", ("e-mail", "почта"), parse_email),
    ),
    convert_employee,
)
