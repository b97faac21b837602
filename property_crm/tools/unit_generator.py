"""The units of a building from a few numbers: "4 entrances x 9 floors x 4 units".

Floors are given as people count them: basements below 0, the first floor is 1.
A label that a building leaves out (4, 13, 14) moves the labels, not the floors:
above "3" comes "5", and its ``floor_index`` is 4.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

MAX_UNITS = 5000
_LIST_SEPARATOR = re.compile(r"[,，、;；\s]+")


class Spot(NamedTuple):
    """Where one unit lies, and the number on its door."""

    entrance: str
    floor_label: str
    floor_index: int
    room: str


@dataclass(frozen=True)
class Plan:
    """What to generate.

    ``relabelled`` maps the label of a floor to another one, or to ``""`` where the
    building has no such floor. ``total`` spreads that many units over the floors
    instead of ``units_per_floor`` on each.
    """

    entrances: tuple = ("",)
    floor_from: int = 1
    floor_to: int = 1
    units_per_floor: int = 1
    total: int = 0
    relabelled: dict = field(default_factory=dict)
    ground_label: str = ""
    numbering: str = "floor"
    floor_digits: int = 2
    first_number: int = 1


def parse_list(text):
    """Return the words of a list as people write it.

    >>> parse_list("A, B；C 4=3A"), parse_list(" ")
    (['A', 'B', 'C', '4=3A'], [])
    """
    return [word for word in _LIST_SEPARATOR.split(text or "") if word]


def parse_relabelled(text):
    """Return labels to leave out, or to write otherwise.

    >>> parse_relabelled("4, 13=12A, 14")
    {'4': '', '13': '12A', '14': ''}
    """
    pairs = (word.partition("=") for word in parse_list(text))
    return {label: other for label, _sign, other in pairs}


def name_entrances(count, first="1"):
    """Return ``count`` names that follow the first: numbers or letters.

    >>> name_entrances(3), name_entrances(2, "A"), name_entrances(1, "")
    (('1', '2', '3'), ('A', 'B'), ('',))
    """
    if not first:
        return ("",) * min(count, 1)
    if first.isdecimal():
        return tuple(str(int(first) + n) for n in range(count))
    head, last = first[:-1], ord(first[-1])
    return tuple(head + chr(last + n) for n in range(count))


def check_plan(plan):
    """Return what is wrong with the plan, or an empty string.

    >>> check_plan(Plan(floor_from=3, floor_to=1)), check_plan(Plan())
    ('floors', '')
    """
    if not plan.entrances or len(set(plan.entrances)) < len(plan.entrances):
        return "entrances"
    if plan.floor_from > plan.floor_to or not get_floors(plan):
        return "floors"
    labels = [label for label, _index in get_floors(plan)]
    if len(set(labels)) < len(labels):
        return "labels"
    if plan.units_per_floor < 1 or plan.total < 0:
        return "units"
    return "too_many" if count_units(plan) > MAX_UNITS else ""


def count_units(plan):
    """Return how many units the plan makes, without making them.

    >>> count_units(Plan(("1", "2", "3", "4"), 1, 9, 4))
    144
    """
    cells = len(plan.entrances) * len(get_floors(plan))
    return plan.total or cells * plan.units_per_floor


def get_floors(plan):
    """Return ``(label, index)`` from the lowest to the highest floor.

    >>> get_floors(Plan(floor_from=-1, floor_to=5, relabelled={"4": ""}))
    [('B1', -1), ('1', 1), ('2', 2), ('3', 3), ('5', 4)]
    >>> get_floors(Plan(floor_from=-1, floor_to=1, ground_label="G"))
    [('B1', -1), ('G', 0), ('1', 1)]
    """
    lowest, highest = min(plan.floor_from, 1), max(plan.floor_to, -1)
    basements = _label_floors(plan, range(-1, lowest - 1, -1), -1)
    upper = _label_floors(plan, range(1, highest + 1), 1)
    ground = [(0, plan.ground_label, 0)] if plan.ground_label else []
    return [
        (label, index)
        for number, label, index in basements[::-1] + ground + upper
        if plan.floor_from <= number <= plan.floor_to
    ]


def _label_floors(plan, numbers, step):
    """Return (number, label, index) outwards from the ground."""
    floors = []
    for number in numbers:
        own = str(number) if number > 0 else f"B{-number}"
        label = plan.relabelled.get(own, own)
        if label:
            floors.append((number, label, step * (len(floors) + 1)))
    return floors


def plan_units(plan):
    """Return the spots of the plan: by entrance, floor and place on the floor.

    >>> [spot.room for spot in plan_units(Plan(("1",), 1, 2, 2))]
    ['0101', '0102', '0201', '0202']
    >>> plan_units(Plan(("A",), 1, 2, 1, numbering="running"))[-1]
    Spot(entrance='A', floor_label='2', floor_index=2, room='2')
    """
    floors = get_floors(plan)
    cells = [(entrance, *floor) for entrance in plan.entrances for floor in floors]
    spots = []
    for position, (entrance, label, index) in enumerate(cells):
        for place in range(1, _count_in_cell(plan, position, len(cells)) + 1):
            number = plan.first_number + len(spots)
            room = _number_room(plan, label, place, number)
            spots.append(Spot(entrance, label, index, room))
    return spots


def _count_in_cell(plan, position, cells):
    """Return the units on one floor of one entrance; a total is spread evenly."""
    if not plan.total:
        return plan.units_per_floor
    return (position + 1) * plan.total // cells - position * plan.total // cells


def draw_plan(spots, taken=()):
    """Return the spots as a picture: floors from the top, a cell per entrance.

    Each room comes with whether it is in ``taken``, a set of (entrance, room).

    >>> spots = plan_units(Plan(("1", "2"), 1, 1, 1))
    >>> draw_plan(spots, {("2", "0101")})
    [('1', [[('0101', False)], [('0101', True)]])]
    """
    entrances = list(dict.fromkeys(spot.entrance for spot in spots))
    floors = sorted({(spot.floor_index, spot.floor_label) for spot in spots})
    cells = {}
    for spot in spots:
        room = (spot.room, (spot.entrance, spot.room) in taken)
        cells.setdefault((spot.floor_index, spot.entrance), []).append(room)
    return [
        (label, [cells.get((index, entrance), []) for entrance in entrances])
        for index, label in reversed(floors)
    ]


def _number_room(plan, label, place, number):
    if plan.numbering == "running":
        return str(number)
    return f"{label.zfill(plan.floor_digits)}{place:02}"
