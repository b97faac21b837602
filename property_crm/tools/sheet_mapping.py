"""Which column of a sheet means what, and what a row of it says.

A kind of sheet is a ``Mapping``: its columns with the headers people give them, and a
function that turns the cells of a row into entries. An entry is a record in the words
of ``property.api.mixin``; it names itself and others by natural keys (a site's code,
a building in it, a room), which the caller finds or makes.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from .sheet_values import BadCell, normalise

HEADER_ROWS = 15
_BRACKETS = re.compile(r"[(\[【][^)\]】]*[)\]】]")
_NOISE = re.compile(r"[*:#_\s./]+")


@dataclass(frozen=True)
class Column:
    """A column: the name its cells get, the headers it goes by, how cells are read."""

    name: str
    headers: tuple
    parse: Callable = str
    required: bool = False


@dataclass(frozen=True)
class Mapping:
    """A kind of sheet.

    :param convert: takes the parsed cells by column name and an ``Options``, returns
        entries or raises ``RowProblem``
    """

    key: str
    columns: tuple
    convert: Callable

    def get_required(self):
        return {column.name for column in self.columns if column.required}


class Options(NamedTuple):
    """What holds for the whole sheet.

    :param site: of rows that name none
    :param region: country of phone numbers without a country code; ``regions`` by site
    :param zone: time zone of its clocks
    :param date_order: how days are written: ymd, dmy or mdy
    :param repeats: how many rows before it say the same, by the number of the row
    :param first_day: of a sheet whose rows are days and do not say which
    :param places: how many rows are before it, by the number of the row
    :param minutes: that each row of totals is of; 0: as it seems
    """

    site: str = ""
    region: str = ""
    regions: dict = {}
    zone: str = "UTC"
    date_order: str = "ymd"
    repeats: dict = {}
    first_day: object = None
    places: dict = {}
    minutes: int = 0


@dataclass
class Entry:
    """A record of a row: values in the words of the interface, references by key.

    ``defaults`` count only where the record is new; ``rows`` is for the loader to note
    which rows speak of the record.
    """

    model: str
    key: tuple
    values: dict = field(default_factory=dict)
    references: dict = field(default_factory=dict)
    defaults: dict = field(default_factory=dict)
    rows: list = field(default_factory=list)


class Problem(NamedTuple):
    """What is wrong with a row: the column's name, a code, and the value."""

    column: str
    code: str
    value: str = ""
    options: str = ""


class RowProblem(ValueError):
    """A row whose cells do not go together."""

    def __init__(self, column, code, value=""):
        super().__init__(code)
        self.problem = Problem(column, code, value)


class Match(NamedTuple):
    """A sheet understood: its mapping, the header's row, columns by position."""

    mapping: Mapping
    header: object
    columns: dict

    @property
    def ignored(self):
        """Return the headers nothing is known about."""
        return [
            text
            for position, text in enumerate(self.header.cells)
            if text and position not in self.columns
        ]


def normalise_header(text):
    """Return a header for comparing, without stars, units and remarks.

    >>> normalise_header("Full name*"), normalise_header("建筑面积（㎡）")
    ('fullname', '建筑面积')
    """
    return _NOISE.sub("", _BRACKETS.sub("", normalise(text)))


def find_mapping(rows, mappings):
    """Return the ``Match`` that knows most columns of the sheet, or ``None``.

    The header may stand below some lines of explanation.
    """
    best = None
    for header in rows[:HEADER_ROWS]:
        for mapping in mappings:
            columns = match_columns(header.cells, mapping)
            known = {column.name for column in columns.values()}
            if not mapping.get_required() <= known or len(known) < 2:
                continue
            if best is None or len(columns) > len(best.columns):
                best = Match(mapping, header, columns)
    return best


def match_columns(cells, mapping):
    """Return the columns by position; of two with the same meaning the first counts."""
    by_header = {
        normalise_header(text): column
        for column in mapping.columns
        for text in (column.name, *column.headers)
    }
    columns, taken = {}, set()
    for position, text in enumerate(cells):
        column = by_header.get(normalise_header(text)) if text else None
        if column and column.name not in taken:
            columns[position] = column
            taken.add(column.name)
    return columns


def read_row(match, row, options):
    """Return ``(entries, problems)`` of a row; with a problem there are no entries."""
    texts = {
        column: row.cells[position] if position < len(row.cells) else ""
        for position, column in match.columns.items()
    }
    site = next((text for column, text in texts.items() if column.name == "site"), "")
    region = options.regions.get(site or options.site) or options.region
    cells, problems = {"row": row.number, "raw": row.cells}, []
    for column, text in texts.items():
        try:
            cells[column.name] = _parse_cell(column, text, region)
        except BadCell as bad:
            problems.append(Problem(column.name, bad.code, bad.value, bad.options))
    if problems:
        return [], problems
    try:
        return match.mapping.convert(cells, options), []
    except RowProblem as error:
        return [], [error.problem]


def _parse_cell(column, text, region):
    if not text:
        if column.required:
            raise BadCell("required")
        return ""
    if getattr(column.parse, "needs_region", False):
        return column.parse(text, region)
    return column.parse(text)
