"""What may be answered to a question, and the number that is kept of it.

An answer is a number or a text, as a form or a program sends it. Of a choice it is the
place of what was chosen, from 1; of several choices a list of places.

>>> asked = [
...     Asked(1, "scale", is_mandatory=True, low=1, high=7),
...     Asked(2, "choice", choices=3),
...     Asked(3, "words"),
... ]
>>> read(asked, {1: "6", "2": 3, 3: " Fine. "})
Answers(numbers={1: 6, 2: 3}, words={3: 'Fine.'}, errors={})
>>> read(asked, {2: 4, 9: 1}).errors
{2: ('choice', {'high': 3}), 9: ('unknown', {}), 1: ('mandatory', {})}
"""

import math
from dataclasses import dataclass, field
from datetime import date

MAX_TEXT = 5000
POINTS = 100
TOLERANCE = 0.01


@dataclass(frozen=True)
class Asked:
    """A question: ``kind`` is scale, number, choice, choices, words, date or none."""

    id: int
    kind: str
    is_mandatory: bool = False
    low: float | None = None
    high: float | None = None
    is_points: bool = False
    choices: int = 0
    # (question, place) of the choices one of which must be made for it to be asked
    triggers: frozenset = frozenset()


@dataclass
class Answers:
    numbers: dict = field(default_factory=dict)
    words: dict = field(default_factory=dict)
    # {question: (code, what its message needs)}
    errors: dict = field(default_factory=dict)


class _Bad(ValueError):
    def __init__(self, code, **details):
        super().__init__(code)
        self.found = code, details


def read(asked, given, normalise=False):
    """Return the ``Answers`` to the questions; what has an error is not among them.

    :param bool normalise: take points that do not sum to a hundred as they are
    """
    answers = Answers()
    questions = {question.id: question for question in asked}
    for name, value in given.items():
        _read_one(answers, questions, name, value)
    for question in asked:
        if _is_missing(question, answers):
            answers.errors[question.id] = "mandatory", {}
    if not normalise:
        _check_points(asked, answers)
    return answers


def _read_one(answers, questions, name, value):
    question = questions.get(_read_id(name))
    if question is None:
        answers.errors[name] = "unknown", {}
        return
    if is_empty(value):
        return
    kept = answers.words if question.kind in ("words", "date") else answers.numbers
    try:
        kept[question.id] = READERS[question.kind](question, value)
    except _Bad as error:
        answers.errors[question.id] = error.found


def is_empty(value):
    """Return whether nothing was answered; nought is an answer.

    >>> [is_empty(value) for value in (None, False, " ", [], 0, "0")]
    [True, True, True, True, False, False]
    """
    if isinstance(value, str):
        return not value.strip()
    return value is None or value is False or value == []


def _read_id(name):
    if isinstance(name, str) and name.isascii() and name.isdigit():
        return int(name)
    return name


def _is_missing(question, answers):
    if not question.is_mandatory or question.kind == "none":
        return False
    if any(question.id in found for found in vars(answers).values()):
        return False
    return not question.triggers or any(
        place in _as_list(answers.numbers.get(other))
        for other, place in question.triggers
    )


def _as_list(value):
    return value if isinstance(value, list) else [value]


def _check_points(asked, answers):
    """Points for what is important are shared out of a hundred, all or none."""
    given = [
        question.id
        for question in asked
        if question.is_points and question.id in answers.numbers
    ]
    total = sum(answers.numbers[number] for number in given)
    if given and abs(total - POINTS) > TOLERANCE:
        answers.errors[given[0]] = "points", {"total": f"{total:g}"}


def _read_number(question, value):
    number = _to_number(value)
    low, high = question.low, question.high
    if question.is_points:
        low, high = 0, POINTS
    if low is not None and number < low or high is not None and number > high:
        raise _Bad("range", low=f"{low:g}", high=f"{high:g}")
    return number


def _read_scale(question, value):
    number = _to_number(value)
    if number != int(number) or not question.low <= number <= question.high:
        raise _Bad("scale", low=question.low, high=question.high)
    return number


def _read_choice(question, value):
    number = _to_number(value)
    if number != int(number) or not 1 <= number <= question.choices:
        raise _Bad("choice", high=question.choices)
    return number


def _read_choices(question, value):
    return sorted({_read_choice(question, one) for one in _as_list(value)})


def _to_number(value):
    """Return an int where it is whole, else a float."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise _Bad("number")
    try:
        number = float(value)
    except (ValueError, OverflowError):
        raise _Bad("number") from None
    if not math.isfinite(number):
        raise _Bad("number")
    return int(number) if number == int(number) else number


def _read_words(question, value):
    if not isinstance(value, str):
        raise _Bad("words")
    text = value.replace("\0", "").strip()
    if len(text) > MAX_TEXT:
        raise _Bad("length", high=MAX_TEXT)
    return text


def _read_date(question, value):
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise _Bad("date") from None


def _read_none(question, value):
    raise _Bad("unknown")


READERS = {
    "scale": _read_scale,
    "number": _read_number,
    "choice": _read_choice,
    "choices": _read_choices,
    "words": _read_words,
    "date": _read_date,
    "none": _read_none,
}
