"""How urgent a lead is, from 0 to 100, and why.

Each measure tells how well the lead stands from 0 to 1, or nothing where nothing is
known: what is not known takes no part, so that new leads are not punished for it. The
weights are data. Nothing here knows the ORM.
"""

from dataclasses import dataclass

WEIGHTS = {
    "budget": 15,
    "soon": 15,
    "stage": 15,
    "match": 10,
    "people": 10,
    "offer": 10,
    "lively": 10,
    "source": 10,
    "answered": 5,
    "value": 10,
}
LIVELY_DAYS = 14
SOON_DAYS = 90


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known; None is not known.

    ``budget`` is his over the price asked, ``days_until`` those to the wished date,
    ``stage`` the share of the way to winning, ``match`` how well the best unit fits,
    ``balance`` of the people -100 to 100, ``ahead`` our points minus the best
    competitor's, ``quiet_days`` since anything happened, ``source_rate`` how many of
    its source were won against all, ``answered`` within the promise or not, ``value``
    the share of leads that bring less.
    """

    budget: float | None = None
    days_until: int | None = None
    stage: float | None = None
    match: float | None = None
    balance: int | None = None
    ahead: float | None = None
    quiet_days: float | None = None
    source_rate: float | None = None
    answered: bool | None = None
    value: float | None = None


def _limit(value):
    return max(0.0, min(1.0, value))


def measure(facts):
    """Return ``{code: (0 to 1, what was found)}`` of what is known."""
    given = {
        "budget": (facts.budget, lambda v: _limit(v)),
        "soon": (facts.days_until, lambda v: _limit(1 - max(v, 0) / SOON_DAYS)),
        "stage": (facts.stage, _limit),
        "match": (facts.match, _limit),
        "people": (facts.balance, lambda v: _limit((v + 100) / 200)),
        "offer": (facts.ahead, lambda v: _limit(0.5 + v / 100)),
        "lively": (facts.quiet_days, lambda v: _limit(1 - v / LIVELY_DAYS)),
        "source": (facts.source_rate, lambda v: _limit(v / 2)),
        "answered": (facts.answered, lambda v: float(bool(v))),
        "value": (facts.value, _limit),
    }
    return {
        code: (rate(value), value)
        for code, (value, rate) in given.items()
        if value is not None
    }


def score(facts, weights=None):
    """Return ``(points, reasons)``; a reason is code, found, points and of how many.

    >>> score(Facts(stage=0.5, answered=True), {"stage": 30, "answered": 10})
    (62, [('stage', 0.5, 38, 75), ('answered', True, 25, 25)])
    >>> score(Facts())
    (0, [])
    """
    weights = WEIGHTS if weights is None else weights
    found = {
        code: (rate, value)
        for code, (rate, value) in measure(facts).items()
        if weights.get(code, 0) > 0
    }
    total = sum(weights[code] for code in found)
    if not total:
        return 0, []
    points = sum(rate * weights[code] for code, (rate, _value) in found.items())
    reasons = [
        (
            code,
            value,
            round(rate * weights[code] * 100 / total),
            round(weights[code] * 100 / total),
        )
        for code, (rate, value) in found.items()
    ]
    reasons.sort(key=lambda reason: (-reason[2], -reason[3], reason[0]))
    return round(points * 100 / total), reasons
