"""Somebody moves over from open-condo with the sheets that system gives out."""

import base64
from collections import Counter

import pytest

HOUSE = "city Moscow, Komsomolskaya 19A"
CONTACT_HOUSE = "г Арамиль, ул Гарнизон, д 19Б"


@pytest.fixture(scope="module")
def load(server, data_folder):
    """Load one of the sheets and return the answer."""

    def load_sheet(name):
        content = (data_folder / name).read_bytes()
        encoded = base64.b64encode(content).decode()
        return server.call("property.sheet.import", "import_file", name, encoded)

    return load_sheet


@pytest.fixture(scope="module")
def houses(load):
    return load("condo_property_import.xlsx")


@pytest.fixture(scope="module")
def contacts(load, houses):
    return load("condo_contact_import.xlsx")


def read_units(server, street, *names):
    domain = [("building_id.street", "=", street)]
    return server.call("property.unit", "search_read", domain, list(names))


def test_one_row_is_a_house_of_144_units(server, houses):
    assert houses["kind"] == "condo_property"
    assert houses["counts"] == {"created": 1, "updated": 0, "unchanged": 0, "error": 0}
    units = read_units(server, HOUSE, "entrance", "floor_index", "room")
    assert len(units) == 144
    assert Counter(unit["entrance"] for unit in units) == dict.fromkeys("1234", 36)
    floors = Counter(unit["floor_index"] for unit in units)
    assert floors == dict.fromkeys(range(1, 10), 16)
    assert {int(unit["room"]) for unit in units} == set(range(1, 145))


def test_empty_rows_down_to_the_thousandth_are_no_rows(houses, contacts):
    assert [row["row"] for row in houses["rows"]] == [2]
    assert [row["row"] for row in contacts["rows"]] == [2, 3, 4, 5, 6]


def test_contacts_with_their_roles_and_kinds_of_units(server, contacts):
    assert contacts["kind"] == "condo_contact"
    assert contacts["counts"]["created"] == 5, contacts
    kinds = {
        unit["room"]: unit["kind"]
        for unit in read_units(server, CONTACT_HOUSE, "room", "kind")
    }
    assert kinds == {
        "2": "dwelling",
        "3": "parking",
        "7": "dwelling",
        "4": "storage",
        "6": "shop",
    }
    domain = [("unit_id.building_id.street", "=", CONTACT_HOUSE)]
    owners = server.call("property.ownership", "search_read", domain, ["kind"])
    stays = server.call("property.occupancy", "search_read", domain, ["role"])
    assert [owner["kind"] for owner in owners] == ["sole"]
    assert Counter(stay["role"] for stay in stays) == {"unknown": 3, "visitor": 1}


def test_second_load_changes_nothing(load, houses, contacts):
    assert load("condo_property_import.xlsx")["counts"]["unchanged"] == 1
    again = load("condo_contact_import.xlsx")["counts"]
    assert again["created"] == again["error"] == 0


def test_bad_phone_is_named_in_the_error_of_its_row(load):
    answer = load("condo_employee_import.xlsx")
    assert [row["row"] for row in answer["rows"]] == [3]
    error = answer["rows"][0]["errors"][0]
    assert error["column"] == "Phone*"
    assert "=79999999999" in error["message"]


def test_requests_with_their_units_and_requesters(server, load):
    answer = load("condo_ticket_import.xlsx")
    assert answer["kind"] == "condo_ticket"
    assert answer["counts"] == {
        "created": 10,
        "updated": 0,
        "unchanged": 0,
        "error": 0,
    }, answer["rows"]
    again = load("condo_ticket_import.xlsx")["counts"]
    assert again["created"] == again["error"] == 0
