"""What is known of a unit before a vote, the row it gives, and what is doubtful.

Source: domain.md 1.2. The area is taken from the land register, else from the survey,
else from the sale contract (Interpretation of 2009, art. 8). What is doubtful is shown
before the register is frozen; it stops nobody.
"""

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import NamedTuple

from .vote_register import WEIGHTS, Row

SOURCES = ("register", "survey", "contract")


@dataclass(frozen=True, slots=True)
class Facts:
    """A unit as the preview of a register finds it.

    Owners are given with their shares, None for joint owners, and None as the owner
    where it is not known who he is.
    """

    unit: object
    kind: str = "dwelling"
    areas: dict = field(default_factory=dict)  # m² by source; None: of unknown source
    state: str = "sold"
    owners: dict = field(default_factory=dict)
    representative: object = None
    lot: int = 1
    entitlement: int = 0
    share: int = 0
    building: object = None
    entrance: object = None


class Doubt(NamedTuple):
    unit: object
    code: str


def to_centi(number):
    """Return an area in 0.01 m², a half rounded up, as it is written.

    >>> to_centi("89.32"), to_centi(Decimal("0.005")), to_centi(1.005), to_centi(100)
    (8932, 1, 101, 10000)
    >>> to_centi(-1)
    Traceback (most recent call last):
    ValueError: -1
    """
    try:
        centi = Decimal(str(number)).scaleb(2).quantize(Decimal(1), ROUND_HALF_UP)
    except ArithmeticError:
        raise ValueError(number) from None
    if not centi.is_finite() or centi < 0:
        raise ValueError(number)
    return int(centi)


def pick_area(areas):
    """Return the area of the best source in 0.01 m², and that source.

    >>> pick_area({"contract": "90", "survey": "89.5"})
    (8950, 'survey')
    >>> pick_area({"register": 0, None: "88"}), pick_area({})
    ((8800, None), (0, None))
    """
    for source in (*SOURCES, None):
        area = to_centi(areas.get(source) or 0)
        if area:
            return area, source
    return 0, None


def make_row(facts):
    """Return the row of the register.

    >>> make_row(Facts("A1", areas={"survey": "89.5"}, owners={"ann": None})).area
    8950
    """
    area, source = pick_area(facts.areas)
    return Row(
        unit=facts.unit,
        kind=facts.kind,
        area=area,
        area_source=source,
        state=facts.state,
        owners=frozenset(owner for owner in facts.owners if owner is not None),
        lot=facts.lot,
        entitlement=facts.entitlement,
        share=facts.share,
        building=facts.building,
        entrance=facts.entrance,
    )


def find_doubts(facts, measures=("area",)):
    """Return what should be looked at before the register of a unit is frozen.

    :param measures: those by which the rules of the motions count

    >>> half = Fraction(1, 2)
    >>> unit = Facts("A1", areas={"survey": 89, "contract": 90},
    ...              owners={"ann": half, "bob": Fraction(1, 4)})
    >>> [doubt.code for doubt in find_doubts(unit)]
    ['areas_disagree', 'shares_not_whole', 'no_representative']
    """
    codes = [*_find_weight_doubts(facts, measures), *_find_owner_doubts(facts)]
    return [Doubt(facts.unit, code) for code in codes]


def _find_weight_doubts(facts, measures):
    row = make_row(facts)
    known = {to_centi(area) for area in facts.areas.values() if area}
    if "area" in measures and row.area and not row.area_source:
        yield "no_area_source"
    if "area" in measures and len(known - {0}) > 1:
        yield "areas_disagree"
    for measure in WEIGHTS:
        if measure in measures and not getattr(row, measure):
            yield f"no_{measure}"


def _find_owner_doubts(facts):
    if facts.state == "unsold":
        if facts.owners:
            yield "owner_of_unsold"
        return
    if not facts.owners:
        yield "no_owner"
        return
    if None in facts.owners:
        yield "owner_unknown"
    if not _is_whole(facts.owners.values()):
        yield "shares_not_whole"
    is_one = len(facts.owners) == 1 or facts.state != "sold"
    if not is_one and facts.representative is None:
        yield "no_representative"
    elif facts.representative is not None and (
        facts.representative not in facts.owners
    ):
        yield "representative_no_owner"


def _is_whole(shares):
    """Tell whether shares are the whole; joint owners hold together what is left."""
    fixed = [share for share in shares if share is not None]
    total = sum(fixed, Fraction(0))
    return total == 1 if len(fixed) == len(shares) else total < 1
