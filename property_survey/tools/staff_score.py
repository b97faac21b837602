"""A fair score of who did the work: not of whom he met, nor of what he was given.

A rating is the general level + the kind of case + the place + the customer's leniency +
the person who did the work + chance. Those in the middle are random effects, estimated
together (Henderson 1975, Biometrics 31: best linear unbiased predictions, here by
repeated sweeps), their variances by expectation and maximisation with the diagonal of
the prediction errors (Searle, Casella & McCulloch 1992, ch. 8). So few answers are
drawn to the general level, a customer who never gives five costs nobody, and hard cases
are no misfortune.

>>> given = [Rating(who, home, "leak", score)
...     for who, home, score in [("Li", "h", 5), ("Li", "k", 3), ("Wu", "k", 2),
...     ("Wu", "m", 2), ("Li", "m", 3), ("Wu", "h", 4)] * 6]
>>> scores = fair_scores(given)
>>> [(one.staff, one.n, round(one.raw, 2), round(one.score, 1)) for one in scores]
[('Li', 18, 3.67, 3.7), ('Wu', 18, 2.67, 2.7)]
"""

from dataclasses import dataclass
from math import fsum, sqrt

from .student import CONFIDENCE, z_quantile

SWEEPS = 100
# Below this change of all effects, sweeping more changes nothing.
STILL = 1e-3
# Each source has at least this share of all variance: none is ever ruled out.
LEAST_SHARE = 0.005


@dataclass(frozen=True)
class Rating:
    staff: str
    customer: str
    case: str
    score: float
    place: str | None = None


@dataclass(frozen=True)
class Score:
    staff: str
    n: int
    raw: float  # the mean of what he was given
    score: float  # adjusted and shrunk
    low: float
    high: float
    spread: float | None  # standard deviation of his adjusted ratings
    reliability: float  # 0 to 1: how much of the score is his own answers
    # What was added to the mean of what he was given, for
    for_cases: float  # the kind and place of his cases
    for_customers: float  # people who give everybody much, or little
    for_few: float  # few answers


def fair_scores(ratings, confidence=CONFIDENCE):
    """Return the ``Score`` of each person, the best first."""
    ratings = list(ratings)
    if not ratings:
        return []
    model = Model(ratings).fit()
    found = [
        _score_of(model, staff, places, confidence)
        for staff, places in model.places["staff"].items()
    ]
    return sorted(found, key=lambda one: (-one.score, str(one.staff)))


def _score_of(model, staff, places, confidence):
    n = len(places)
    effect = model.effects["staff"][staff]
    ratio = model.ratio("staff")
    score = model.level + effect
    # as if nothing were known of the others: that they are alike is only estimated
    half = z_quantile(confidence) * sqrt(model.rest / n)
    own = [model.residual(place) for place in places]
    middle = fsum(own) / n
    spread = (
        sqrt(fsum((value - middle) ** 2 for value in own) / (n - 1)) if n > 1 else None
    )
    raw = fsum(model.scores[place] for place in places) / n
    return Score(
        staff,
        n,
        raw,
        score,
        score - half,
        score + half,
        spread,
        reliability=n / (n + ratio),
        for_cases=-model.mean_of("case", places) - model.mean_of("place", places),
        for_customers=-model.mean_of("customer", places),
        for_few=-middle,
    )


def ranks(scores):
    """Return ``{staff: rank}`` of those whose interval meets nobody else's.

    >>> def one(staff, low, high):
    ...     return Score(staff, 9, 0, (low + high) / 2, low, high, 0, 1, 0, 0, 0)
    >>> ranks([one("a", 4.5, 4.8), one("b", 3.9, 4.2), one("c", 3.8, 4.0)])
    {'a': 1}
    """
    order = sorted(scores, key=lambda one: -one.score)
    found = {}
    for place, one in enumerate(order):
        others = order[:place] + order[place + 1 :]
        if all(one.low > other.high or one.high < other.low for other in others):
            found[one.staff] = place + 1
    return found


class Model:
    """The general level, the effects of each source, and the variances."""

    SOURCES = ("case", "place", "customer", "staff")

    def __init__(self, ratings):
        self.scores = [float(rating.score) for rating in ratings]
        self.n = len(self.scores)
        self.keys = {
            source: [getattr(rating, source) for rating in ratings]
            for source in self.SOURCES
        }
        self.places = {source: self._places_of(source) for source in self.SOURCES}
        # where all are alike there is nothing to tell apart
        self.sources = [
            source
            for source in self.SOURCES
            if source == "staff" or len(self.places[source]) > 1
        ]
        self.effects = {
            source: dict.fromkeys(self.places[source], 0.0) for source in self.SOURCES
        }
        self.level = fsum(self.scores) / self.n
        total = fsum((score - self.level) ** 2 for score in self.scores) / self.n
        self.total = total or 1.0
        self.rest = self.total / 2
        self.variances = dict.fromkeys(self.sources, self.total / 6)
        self.fitted = [self.level] * self.n

    def _places_of(self, source):
        places = {}
        for place, key in enumerate(self.keys[source]):
            places.setdefault(key, []).append(place)
        return places

    def ratio(self, source):
        """How many answers a level is worth that nobody has given yet."""
        return self.rest / self.variances[source]

    def residual(self, place):
        return self.scores[place] - self.fitted[place]

    def mean_of(self, source, places):
        """Return the mean effect of the source over the ratings at the places."""
        effects, keys = self.effects[source], self.keys[source]
        return fsum(effects[keys[place]] for place in places) / len(places)

    def fit(self):
        for _sweep in range(SWEEPS):
            moved = self._sweep_level()
            moved = max([moved, *(self._sweep(source) for source in self.sources)])
            self._estimate_variances()
            if moved < STILL * sqrt(self.total):
                break
        return self

    def _sweep_level(self):
        step = fsum(map(self.residual, range(self.n))) / self.n
        self.level += step
        self.fitted = [value + step for value in self.fitted]
        return abs(step)

    def _sweep(self, source):
        """Set the effects of the source from what the others leave; say how far."""
        effects, ratio, moved = self.effects[source], self.ratio(source), 0.0
        for key, places in self.places[source].items():
            own = fsum(map(self.residual, places)) + len(places) * effects[key]
            new = own / (len(places) + ratio)
            step = new - effects[key]
            effects[key] = new
            moved = max(moved, abs(step))
            for place in places:
                self.fitted[place] += step
        return moved

    def _estimate_variances(self):
        least = LEAST_SHARE * self.total
        used = 1.0
        new = {}
        for source in self.sources:
            effects, ratio = self.effects[source], self.ratio(source)
            error = fsum(
                self.rest / (len(places) + ratio)
                for places in self.places[source].values()
            )
            squares = fsum(effect * effect for effect in effects.values())
            new[source] = max(least, (squares + error) / len(effects))
            used += fsum(
                len(places) / (len(places) + ratio)
                for places in self.places[source].values()
            )
        rest = fsum(self.residual(place) ** 2 for place in range(self.n))
        # what the effects took is not chance; never less than one answer is left
        self.rest = max(least, rest / max(1.0, self.n - used))
        self.variances = new
