"""Entries that several kinds of sheets have in common: places and people."""

import re

from .sheet_mapping import Entry, RowProblem
from .sheet_values import normalise, propose_floor

ANY_ENTRANCE = None
OWNER_ROLES = ("owner", "owner_occupier")
# Letters of "house 19B" in the languages of such sheets: no street is that short.
SHORT_STREET = 4
_HOUSE_NUMBER = re.compile(r"\d+\s?[^\W\d_]?(?:[/-]\d+)?$")


def site_entry(code, name=""):
    values = {"name": name} if name else {}
    return Entry(
        "property.site", ("site", code), values, {}, {"name": code, "code": code}
    )


def building_entry(site, code):
    return Entry(
        "property.building",
        ("building", site.key, code),
        {},
        {"site": site.key},
        {"code": code},
    )


def address_entries(address, site_code=""):
    """Return the site and the building of an address, as sheets by address name them.

    Without a chosen site each address is a site of its own.

    >>> site, building = address_entries("city Moscow, Komsomolskaya 19A")
    >>> site.defaults["code"], building.defaults["code"]
    ('Komsomolskaya 19A', '19A')
    """
    address = " ".join(address.split())
    street = _get_street(address)
    number = _HOUSE_NUMBER.search(street)
    site = Entry(
        "property.site",
        ("site at", normalise(address)),
        {},
        {},
        {"name": address, "code": street, "street": address},
    )
    if site_code:
        site = site_entry(site_code)
    building = Entry(
        "property.building",
        ("building at", site.key, normalise(address)),
        {},
        {"site": site.key},
        {"code": number[0] if number else street, "name": street, "street": address},
    )
    return [site, building]


def _get_street(address):
    """Return the end of an address that has a street in it.

    >>> _get_street("г Арамиль, ул Гарнизон, д 19Б"), _get_street("Mira street, 5")
    ('ул Гарнизон, д 19Б', 'Mira street, 5')
    """
    parts = [part.strip() for part in address.split(",") if part.strip()]
    if len(parts) > 1 and len(re.findall(r"[^\W\d_]", parts[-1])) < SHORT_STREET:
        return ", ".join(parts[-2:])
    return parts[-1] if parts else address


def unit_entry(building, room, kind, entrance=ANY_ENTRANCE, floor="", **values):
    """Return the entry of a unit; a proposed floor order counts for a new one only.

    Without a kind, or without an entrance, the building's unit of that number is meant.
    """
    defaults = {"kind": kind} if kind else {}
    if entrance:
        defaults["entrance"] = entrance
    if floor:
        label, index = propose_floor(floor)
        values["floor_label"] = label
        defaults["floor_index"] = index
    return Entry(
        "property.unit",
        ("unit", building.key, entrance, room, kind),
        {"room": room, **values},
        {"building": building.key},
        defaults,
    )


def person_entries(unit, role, name, phone="", email="", share=(), dates=()):
    """Return the person and what ties him to the unit.

    :param share: (numerator, denominator), or nothing: then alone, or jointly with
        the other owners of the sheet
    :param dates: (first day, last day) as ISO texts, each may be empty
    """
    if not name:
        if phone or email:
            raise RowProblem("name", "required")
        return []
    person = Entry(
        "res.partner",
        ("person", normalise(name), phone or normalise(email) or unit.key),
        {
            key: value
            for key, value in (("name", name), ("phone", phone), ("email", email))
            if value
        },
    )
    entries = [person]
    if role in OWNER_ROLES:
        entries.append(_ownership_entry(unit, person, share, dates))
    if role != "owner":
        entries.append(
            _tenure_entry(
                "property.occupancy", unit, person, role, {"role": role}, dates
            )
        )
    return entries


def _ownership_entry(unit, person, share, dates):
    values = {}
    if share:
        top, bottom = share
        values = {
            "kind": "sole" if top == bottom else "shares",
            "share_numerator": top,
            "share_denominator": bottom,
        }
    return _tenure_entry("property.ownership", unit, person, "owner", values, dates)


def _tenure_entry(model, unit, person, role, values, dates):
    date_from, date_to = dates or ("", "")
    given = {"date_from": date_from, "date_to": date_to}
    return Entry(
        model,
        (model, unit.key, person.key, role),
        values | {name: day for name, day in given.items() if day},
        {"unit": unit.key, "partner": person.key},
    )
