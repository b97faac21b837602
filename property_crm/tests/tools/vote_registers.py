"""The registers of the vectors of domain.md 1.6, and short ways to vote."""

from ...tools.vote_facts import to_centi
from ...tools.vote_register import Row


def make_r1():
    """Return the rows of a site of 11 heads and 1,860.00 m², and 40 parking spaces."""
    dwellings = ("A101", "A102", "A103", "A104", "A201", "A202")
    rows = [
        _sell(unit, "100.00", f"o{number}", building="A")
        for number, unit in enumerate(dwellings, 1)
    ]
    rows += [
        _sell(unit, "150.00", "o7", building="B") for unit in ("B101", "B102", "B103")
    ]
    rows.append(_sell("C1", "250.00", "o8", kind="shop", building="C"))
    rows.append(
        _sell("D1", "80.00", "buyer1", state="undelivered", building="D"),
    )
    rows += [
        Row(unit, area=to_centi("80.00"), state="unsold", building="D")
        for unit in ("D2", "D3", "D4")
    ]
    rows += [_sell("E1", "120.00", "o9"), _sell("E2", "120.00", "o10")]
    rows += [
        Row(f"P{number}", "parking", area=to_centi("12.00"), state="unsold")
        for number in range(1, 41)
    ]
    return rows


def make_r2():
    """Return 12 units of 100 m² of 12 owners."""
    return [_sell(f"U{number}", "100.00", f"o{number}") for number in range(1, 13)]


def make_r3():
    """Return five units of four owners, of which three are two thirds to the cent."""
    areas = {"F1": "130.04", "F2": "96.15", "F3": "126.77", "F4": "64.66"}
    rows = [_sell(unit, area, f"owner {unit}") for unit, area in areas.items()]
    return [*rows, _sell("F5", "111.82", "owner F4")]


def make_n1(developer=60):
    """Return the lots of New South Wales: the developer's and four of 10."""
    lots = [Row(f"L{number}", entitlement=10, owners=[number]) for number in range(4)]
    return [*lots, Row("DEV", entitlement=developer, state="unsold")]


def vote(**choices):
    """Return ballots: ``vote(yes="A101 A102", no="C1")``."""
    return [
        (unit, choice) for choice, units in choices.items() for unit in units.split()
    ]


def _sell(unit, area, owner, **values):
    return Row(
        unit, area=to_centi(area), area_source="register", owners=[owner], **values
    )
