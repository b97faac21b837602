"""Which column of a log means what, as people say it, and how its cells are written."""

from dataclasses import replace
from functools import partial
from hashlib import sha256
from typing import NamedTuple

from .call_log_columns import OUTBOUND, parse_direction
from .call_log_values import (
    ORDERS,
    parse_clock,
    parse_duration,
    parse_minutes,
    parse_moment,
    parse_outcome,
)
from .sheet_mapping import HEADER_ROWS, Match, match_columns
from .sheet_mapping_calls import CALL_SHEET
from .sheet_mapping_totals import CALL_TOTAL_SHEET
from .sheet_values import BadCell, normalise

LOG_SHEETS = {sheet.key: sheet for sheet in (CALL_SHEET, CALL_TOTAL_SHEET)}
_SAMPLES = 20


class Formats(NamedTuple):
    """How the cells of a log are written, where it is not as usual.

    :param unit: of durations that are bare numbers: s, min or ms
    :param answered: words for calls that were answered; ``abandoned`` for others
    :param outbound: words for calls that went out
    """

    unit: str = "s"
    answered: tuple = ()
    abandoned: tuple = ()
    outbound: tuple = ()


def split_words(text):
    """Return the words of a text that has commas between them.

    >>> split_words("Served, talked；接通")
    ('served', 'talked', '接通')
    """
    plain = (text or "").replace("，", ",").replace("；", ",").replace(";", ",")
    return tuple(filter(None, map(normalise, plain.split(","))))


def make_signature(headers):
    """Return what tells files with the same line of headers.

    >>> make_signature(["Date ", "Agent"]) == make_signature(["date", "AGENT", ""])
    True
    """
    told = "\n".join(map(normalise, headers)).rstrip("\n")
    return sha256(told.encode()).hexdigest()[:40]


def find_known(rows, known):
    """Return the row of headers whose signature is known, and what is known.

    :param dict known: anything by its signature
    """
    for row in rows[:HEADER_ROWS]:
        found = known.get(make_signature(row.cells))
        if found:
            return row, found
    return None, None


def find_header(rows):
    """Return the row that looks most like headers: the first of the fullest."""
    return max(rows[:HEADER_ROWS], key=lambda row: sum(map(bool, row.cells)))


def make_match(key, header, meanings, formats):
    """Return the ``Match`` of a log whose columns somebody has named.

    :param str key: of ``LOG_SHEETS``
    :param dict meanings: names of columns by position
    """
    sheet = LOG_SHEETS[key]
    by_name = {column.name: _adapt(column, formats) for column in sheet.columns}
    columns = {
        position: by_name[name]
        for position, name in sorted(meanings.items())
        if name in by_name
    }
    return Match(sheet, header, columns)


def _adapt(column, formats):
    """Return the column with cells read as the formats say."""
    if column.name == "outcome":
        return replace(column, parse=partial(_parse_told_outcome, formats=formats))
    if column.name == "direction":
        words = (*OUTBOUND, *formats.outbound)
        return replace(column, parse=partial(_parse_told_direction, words=words))
    if column.parse is parse_duration and formats.unit == "min":
        return replace(column, parse=parse_minutes)
    if column.parse is parse_duration and formats.unit == "ms":
        return replace(column, parse=_parse_thousandths)
    return column


def _parse_told_outcome(text, formats):
    word = normalise(text)
    if word in formats.answered:
        return "answered"
    if word in formats.abandoned:
        return "abandoned"
    return parse_outcome(text)


def _parse_told_direction(text, words):
    return "outbound" if normalise(text) in words else parse_direction(text)


def _parse_thousandths(text):
    """Return whole seconds of a number of thousandths of a second."""
    seconds = parse_duration(text)
    return round(seconds / 1000) if text.strip().isdecimal() else seconds


def guess_meanings(key, header, rows):
    """Return the meaning of each position: by its header, else by what it holds.

    >>> from .sheet_reader import SheetRow
    >>> rows = [SheetRow(2, ["2026-03-02 09:00:00", "Abandoned", "x"])]
    >>> guess_meanings("calls", SheetRow(1, ["Beginn", "Wie", "Agent"]), rows)
    {2: 'agent', 0: 'date', 1: 'outcome'}
    """
    sheet = LOG_SHEETS[key]
    found = match_columns(header.cells, sheet)
    meanings = {position: column.name for position, column in found.items()}
    if key != CALL_SHEET.key:
        return meanings
    for position, text in enumerate(header.cells):
        if not text or position in meanings:
            continue
        samples = get_samples(rows, position, _SAMPLES)
        for name, is_such in _GUESSES.items():
            if name not in meanings.values() and samples and all(map(is_such, samples)):
                meanings[position] = name
                break
    return meanings


def get_samples(rows, position, limit=3):
    """Return the first values of a column that are not empty."""
    samples = []
    for row in rows:
        if position < len(row.cells) and row.cells[position]:
            samples.append(row.cells[position])
        if len(samples) == limit:
            break
    return samples


def _reads(parse, text):
    try:
        return parse(text) is not None
    except BadCell:
        return False


def _is_day(text):
    orders = (lambda day, order=order: parse_moment(day, "", order) for order in ORDERS)
    return len(text) > 7 and any(_reads(parse, text) for parse in orders)


_GUESSES = {
    "date": _is_day,
    "time": lambda text: ":" in text and _reads(parse_clock, text),
    "outcome": lambda text: not text.isdecimal() and _reads(parse_outcome, text),
}
