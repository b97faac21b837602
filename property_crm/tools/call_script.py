"""Scripts of calls: steps, where each answer leads, and whether that holds."""

import operator
from itertools import pairwise
from typing import NamedTuple

CHOICES = ("choice", "yes_no")
NUMBER = "number"
SIGNS = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
}


class Bound(NamedTuple):
    """Which numbers a branch is for.

    >>> Bound(">=", 3).holds(3), Bound("<", 3).holds(3), Bound("=", 3).holds(None)
    (True, False, False)
    """

    sign: str
    limit: float

    def holds(self, number):
        return number is not None and SIGNS[self.sign](number, self.limit)


class Step(NamedTuple):
    """One thing to say or to ask.

    ``branches`` are ``(answer, key of the next step)``, of a number ``(Bound, key)``:
    the first that holds counts. With none, ``goto`` follows. None as a key ends the
    call.
    """

    key: int
    kind: str = "say"
    goto: int | None = None
    branches: tuple = ()

    @property
    def targets(self):
        if self.kind not in (*CHOICES, NUMBER):
            return [self.goto]
        targets = [target for _answer, target in self.branches]
        return targets if self.kind in CHOICES else [*targets, self.goto]

    @property
    def lacks_answers(self):
        return self.kind in CHOICES and len(self.branches) < 2

    @property
    def has_idle(self):
        bounds = [bound for bound, _target in self.branches]
        return self.kind == NUMBER and bool(find_idle(bounds))


def next_step(step, answer=None):
    """Return the key of what follows, None at the end.

    >>> ask = Step(1, "choice", branches=(("good", 2), ("bad", None)))
    >>> next_step(ask, "good"), next_step(ask, "bad"), next_step(Step(2, goto=3))
    (2, None, 3)
    >>> score = Step(1, "number", 4, ((Bound(">=", 9), 2), (Bound(">=", 7), 3)))
    >>> [next_step(score, number) for number in (10, 9, 8.5, 6, None)]
    [2, 2, 3, 4, 4]
    """
    if step.kind in CHOICES:
        return dict(step.branches).get(answer)
    branches = step.branches if step.kind == NUMBER else ()
    fitting = (target for bound, target in branches if bound.holds(answer))
    return next(fitting, step.goto)


def find_idle(bounds):
    """Return the indexes of those that no number comes to, since others come first.

    >>> find_idle([Bound(">=", 3), Bound(">", 5), Bound("<", 3), Bound("=", 3)])
    [1, 3]
    >>> find_idle([Bound(">", 5), Bound(">=", 3), Bound("=", 3), Bound("<", 9)])
    [2]
    """
    limits = sorted({bound.limit for bound in bounds})
    between = [(low + high) / 2 for low, high in pairwise(limits)]
    ends = [limits[0] - 1, limits[-1] + 1] if limits else []
    used = {
        next((index for index, bound in enumerate(bounds) if bound.holds(number)), None)
        for number in (*limits, *between, *ends)
    }
    return [index for index in range(len(bounds)) if index not in used]


def find_problems(steps):
    """Return ``(code, key)`` of what keeps a script from use; the first step starts.

    ``empty``: no step. ``no_answer``: a choice with fewer than two answers.
    ``idle``: no number comes to one of the branches. ``nowhere``: an answer leads to a
    step that is not there. ``unreachable``: no answer leads there. ``endless``: from
    there the call never ends.

    >>> find_problems([])
    [('empty', None)]
    >>> find_problems([Step(1, goto=2), Step(2, goto=1), Step(3)])
    [('unreachable', 3), ('endless', 1), ('endless', 2)]
    >>> find_problems([Step(1, "choice", branches=(("a", 9),))])
    [('no_answer', 1), ('nowhere', 1)]
    >>> find_problems([Step(1, "yes_no", branches=(("yes", 1), ("no", None)))])
    []
    >>> twice = ((Bound(">=", 3), None), (Bound(">=", 5), 1))
    >>> find_problems([Step(1, "number", None, twice)])
    [('idle', 1)]
    """
    if not steps:
        return [("empty", None)]
    by_key = {step.key: step for step in steps}
    problems = [("no_answer", step.key) for step in steps if step.lacks_answers]
    problems += [("idle", step.key) for step in steps if step.has_idle]
    problems += [
        ("nowhere", step.key)
        for step in steps
        if set(step.targets) - by_key.keys() - {None}
    ]
    reached = _find_reached(steps, by_key)
    problems += [("unreachable", key) for key in by_key if key not in reached]
    fine = reached - _find_ending(steps) - {key for _code, key in problems}
    return problems + [("endless", key) for key in by_key if key in fine]


def _find_reached(steps, by_key):
    """Return the keys of the steps that some answers lead to."""
    return _spread({steps[0].key}, lambda key: set(by_key[key].targets) & by_key.keys())


def _find_ending(steps):
    """Return the keys of the steps from which the call can come to an end."""
    sources = _get_sources(steps)
    last = {step.key for step in steps if None in step.targets}
    return _spread(last, lambda key: sources.get(key, set()))


def _get_sources(steps):
    """Return ``{key: keys of the steps that lead there}``."""
    sources = {}
    for step in steps:
        for target in step.targets:
            sources.setdefault(target, set()).add(step.key)
    return sources


def _spread(keys, get_neighbours):
    """Return the keys and everything that can be reached from them.

    >>> sorted(_spread({1}, {1: {2}, 2: {1, 3}, 3: set()}.get))
    [1, 2, 3]
    """
    found, waiting = set(keys), list(keys)
    while waiting:
        new = get_neighbours(waiting.pop()) - found
        found |= new
        waiting += new
    return found
