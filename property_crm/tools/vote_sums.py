"""What was counted in a vote: whole numbers by measure, and shares for the reader.

Nothing is decided by a share or a percentage: those are only shown. Areas are in
0.01 m².
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

MEASURES = ("area", "head", "lot", "entitlement", "share")
CHOICES = ("yes", "no", "abstain")
VOTES = (*CHOICES, "participating", "cast")
BASES = ("register", "participating", "cast")


@dataclass(frozen=True, slots=True)
class Counts:
    """The sums of one measure. Who took part may have cast an invalid ballot."""

    register: int = 0
    participating: int = 0
    yes: int = 0
    no: int = 0
    abstain: int = 0

    @property
    def cast(self):
        """What was cast for or against: an abstention is neither."""
        return self.yes + self.no

    def get_share(self, votes, of):
        """Return an exact share, None of nothing.

        >>> Counts(register=900, yes=600).get_share("yes", "register")
        Fraction(2, 3)
        >>> Counts(register=900).get_share("yes", "participating")
        """
        whole = getattr(self, of)
        return Fraction(getattr(self, votes), whole) if whole else None

    def to_dict(self):
        names = ("register", "participating", *CHOICES, "cast")
        return {name: getattr(self, name) for name in names}


def get_ratios(sums):
    """Return the four ratios that are kept with a result.

    >>> counts = Counts(register=8, participating=6, yes=3)
    >>> {name: str(ratio) for name, ratio in get_ratios(
    ...     {"area": counts, "head": counts}).items()}
    ... # doctest: +NORMALIZE_WHITESPACE
    {'participating_area': '3/4', 'yes_area': '1/2',
     'participating_head': '3/4', 'yes_head': '1/2'}
    """
    ratios = {}
    for measure in ("area", "head"):
        counts = sums[measure]
        ratios[f"participating_{measure}"] = counts.get_share(
            "participating", "register"
        )
        ratios[f"yes_{measure}"] = counts.get_share("yes", "participating")
    return ratios


def to_percent(ratio, digits=2):
    """Return a share in percent for the reader, a half rounded up.

    Never to be compared: 66.67 % may be less than two thirds.

    >>> to_percent(Fraction(1340, 1860)), to_percent(Fraction(1, 2), 0)
    (Decimal('72.04'), Decimal('50'))
    """
    if ratio is None:
        return None
    steps = ratio.numerator * 10 ** (digits + 2)
    points = (2 * steps + ratio.denominator) // (2 * ratio.denominator)
    return Decimal(points).scaleb(-digits)
