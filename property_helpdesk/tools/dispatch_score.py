"""Who suits a request best, and why not somebody else.

Hard rules come first: whoever breaks one is out, and each rule he breaks is told.
The others get points out of 100 by weights, and a reason for each measure. Nothing
here knows the ORM; skills, levels and languages are whatever keys the caller uses.
"""

from dataclasses import dataclass, field

MAX_IDLE = 8 * 60
MAX_HISTORY = 3
USUAL_LOAD = 10
UNRATED = 0.6
WAIT, OVERFLOW = "wait", "overflow"
WEIGHTS = {
    "near": 25,
    "load": 25,
    "skill": 10,
    "language": 10,
    "rating": 10,
    "history": 10,
    "idle": 10,
}


@dataclass(frozen=True, slots=True)
class Person:
    """What counts about one person for one request.

    ``level`` of a skill is any number, ``distance`` how many territories he stands
    above the one of the request (None: he only belongs to the team), ``idle`` the
    minutes since he was last given something (None: never).
    """

    key: int
    skills: dict = field(default_factory=dict)
    expired: frozenset = frozenset()
    languages: frozenset = frozenset()
    load: int = 0
    capacity: int = 0
    distance: int | None = 0
    rating: float | None = None
    history: int = 0
    idle: int | None = None
    is_here: bool = True
    is_on_shift: bool = True
    is_barred: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """What the request asks for: ``{skill: least level}``, and a language."""

    required: dict = field(default_factory=dict)
    optional: dict = field(default_factory=dict)
    language: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a ``code``, what he has and what is asked, and the points it brought."""

    code: str
    has: object = None
    asked: object = None
    subject: object = None
    points: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    key: int
    is_eligible: bool
    score: int
    reasons: tuple
    idle: int | None = None

    @property
    def order(self):
        """Eligible first, then points, then whoever waited longest, then the key."""
        waited = float("inf") if self.idle is None else self.idle
        return (not self.is_eligible, -self.score, -waited, self.key)


def has_skills(person, skills):
    """Tell whether he has all of them, at least at these levels.

    >>> has_skills(Person(1, {"lift": 3}), {"lift": 3})
    True
    >>> has_skills(Person(1, {"lift": 3}), {"lift": 4})
    False
    """
    return all(person.skills.get(name, -1) >= level for name, level in skills.items())


def has_room(person):
    """Tell whether he may take one more; a capacity of 0 is no limit."""
    return not person.capacity or person.load < person.capacity


def find_obstacles(person, need):
    """Return a reason for each hard rule he breaks, the gravest first."""
    obstacles = []
    if person.is_barred:
        obstacles.append(Reason("barred"))
    if not person.is_here:
        obstacles.append(Reason("elsewhere"))
    for skill, level in need.required.items():
        has = person.skills.get(skill)
        if skill in person.expired and (has is None or has < level):
            obstacles.append(Reason("expired", subject=skill))
        elif has is None:
            obstacles.append(Reason("no_skill", asked=level, subject=skill))
        elif has < level:
            obstacles.append(Reason("low_skill", has, level, skill))
    if not person.is_on_shift:
        obstacles.append(Reason("off_shift"))
    if not has_room(person):
        obstacles.append(Reason("full", person.load, person.capacity))
    return tuple(obstacles)


def _measure(person, need):
    """Yield code, what he has, what is asked, and how well that is, 0 to 1."""
    room = person.capacity or USUAL_LOAD
    yield "load", person.load, person.capacity, max(0, 1 - person.load / room)
    if person.distance is not None:
        yield "near", person.distance, None, 1 / (1 + person.distance)
    if need.optional:
        met = [
            name
            for name, level in need.optional.items()
            if has_skills(person, {name: level})
        ]
        share = len(met) / len(need.optional)
        yield "skill", len(met), len(need.optional), share
    if need.language:
        yield (
            "language",
            need.language in person.languages,
            need.language,
            int(need.language in person.languages),
        )
    rating = UNRATED if person.rating is None else person.rating / 5
    yield "rating", person.rating, None, rating
    yield (
        "history",
        person.history,
        None,
        min(person.history, MAX_HISTORY) / MAX_HISTORY,
    )
    idle = MAX_IDLE if person.idle is None else min(person.idle, MAX_IDLE)
    yield "idle", person.idle, None, idle / MAX_IDLE


def judge(person, need, weights=None):
    """Return the verdict on one person.

    >>> judge(Person(1, load=2, capacity=2), Need()).reasons[0].code
    'full'
    >>> judge(Person(1, rating=5, history=3), Need()).score
    100
    """
    weights = WEIGHTS if weights is None else weights
    obstacles = find_obstacles(person, need)
    measures = [
        (code, has, asked, value * weights.get(code, 0), weights.get(code, 0))
        for code, has, asked, value in _measure(person, need)
        if weights.get(code, 0) > 0
    ]
    total = sum(weight for *_rest, weight in measures) or 1
    reasons = tuple(
        Reason(code, has, asked, points=round(100 * value / total))
        for code, has, asked, value, _weight in measures
    )
    score = round(100 * sum(value for *_rest, value, _weight in measures) / total)
    return Verdict(
        person.key,
        not obstacles,
        0 if obstacles else score,
        obstacles or tuple(sorted(reasons, key=lambda r: -r.points)),
        person.idle,
    )


def rank(people, need, weights=None):
    """Return the verdicts on all of them, the best suited first.

    >>> people = [Person(1, load=4), Person(2, load=1), Person(3, is_barred=True)]
    >>> [(v.key, v.is_eligible) for v in rank(people, Need())]
    [(2, True), (1, True), (3, False)]
    """
    verdicts = [judge(person, need, weights) for person in people]
    return sorted(verdicts, key=lambda verdict: verdict.order)


def longest_idle(people):
    """Return the key of whoever waited longest; never given anything is longest."""
    return min(
        people,
        key=lambda p: (p.idle is not None, -(p.idle or 0), p.key),
    ).key


def route(people, need, waited=0, timeout=0):
    """Return who is next in turn, ``WAIT`` or ``OVERFLOW``.

    Required skills are never dropped. Optional ones are waited for while somebody
    has them, until ``timeout`` minutes have passed; then whoever is free takes it.
    """
    free_of_busy = Need(need.required)
    able = [p for p in people if has_skills(p, need.required) and not p.is_barred]
    free = [p for p in able if not find_obstacles(p, free_of_busy)]
    fitting = [p for p in able if has_skills(p, need.optional)]
    best = [p for p in free if p in fitting]
    is_over = waited >= timeout
    if best:
        return longest_idle(best)
    if free and (is_over or not fitting):
        return longest_idle(free)
    return OVERFLOW if is_over else WAIT
