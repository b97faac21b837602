"""Logs of telephone systems that have no line of headers."""

import re

from .call_log_values import OUTCOMES, parse_moment
from .sheet_reader import SheetRow
from .sheet_values import BadCell, normalise

ASTERISK = [
    "accountcode",
    "src",
    "dst",
    "dcontext",
    "clid",
    "channel",
    "dstchannel",
    "lastapp",
    "lastdata",
    "start",
    "answer",
    "end",
    "duration",
    "billsec",
    "disposition",
    "amaflags",
    "uniqueid",
    "userfield",
    "sequence",
]
FREESWITCH = [
    "caller_id_name",
    "caller_id_number",
    "destination_number",
    "context",
    "start_stamp",
    "answer_stamp",
    "end_stamp",
    "duration",
    "billsec",
    "hangup_cause",
    "uuid",
    "bleg_uuid",
    "accountcode",
    "read_codec",
    "write_codec",
]
_CAUSE = re.compile(r"[A-Z]+(?:_[A-Z]+)*")


def add_header(rows):
    """Return the rows, with the line of headers that some systems leave away.

    >>> line = "a,100,200,in,x,y,z,Dial,,2026-03-02 09:00:00,,2026-03-02 09:00:09,9,0"
    >>> rows = [SheetRow(1, [*line.split(","), "NO ANSWER", "DOCUMENTATION"])]
    >>> [row.number for row in add_header(rows)], add_header(rows)[0].cells[9:12]
    ([0, 1], ['start', 'answer', 'end'])
    >>> add_header(rows[:0])
    []
    """
    first = rows[0].cells if rows else []
    if len(first) >= 15 and _is_moment(first[9]) and _is_outcome(first[14]):
        return [SheetRow(0, ASTERISK[: len(first)]), *rows]
    if len(first) >= 10 and _is_moment(first[4]) and _CAUSE.fullmatch(first[9]):
        return [SheetRow(0, FREESWITCH[: len(first)]), *rows]
    return rows


def _is_moment(text):
    try:
        return bool(parse_moment(text))
    except BadCell:
        return False


def _is_outcome(text):
    return normalise(text).replace(" ", "_") in OUTCOMES
