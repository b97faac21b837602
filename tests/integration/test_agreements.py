"""Contract of the api of agreements over a socket, XML-RPC and JSON-2 alike."""

import pytest

NAMES = {
    "code",
    "name",
    "partner",
    "unit",
    "site",
    "state",
    "start_date",
    "end_date",
    "signature_date",
    "valid_until",
    "notice_days",
    "own_notice_days",
    "prolong_months",
    "service_level",
    "active",
}


@pytest.fixture
def customer(program, key):
    row = {"external_key": key, "name": f"Customer {key}"}
    program.json2("res.partner", "api_upsert", rows=[row])
    unit = {"external_key": key, "building": "IT-1", "room": key}
    program.json2("property.unit", "api_upsert", rows=[unit])
    return key


def agreement_row(key, **values):
    return {
        "external_key": key,
        "name": "Property service",
        "partner": key,
        "unit": key,
        **values,
    }


def test_what_can_be_sent_is_told(call):
    told = call("agreement", "api_describe")
    assert {row["name"] for row in told} >= NAMES


def test_in_force_at_once_and_changed_by_its_key(call, site, customer):
    statuses = []
    for months in (12, 12, 6):
        row = agreement_row(
            customer,
            state="active",
            start_date="2026-01-01",
            end_date="2126-12-31",
            prolong_months=months,
            own_notice_days=90,
        )
        answer = call("agreement", "api_upsert", rows=[row])[0]
        assert answer["errors"] == []
        statuses.append(answer["status"])
    assert statuses == ["created", "unchanged", "updated"]


def test_what_is_wrong_names_the_field(call, site, customer):
    rows = [
        agreement_row(customer, state="signed"),
        agreement_row(f"{customer}-2", partner="nobody"),
        agreement_row(f"{customer}-3", partner=customer, unit=customer, end_date="x"),
    ]
    answers = call("agreement", "api_upsert", rows=rows)
    assert [answer["status"] for answer in answers] == ["error"] * 3
    fields = [answer["errors"][0]["field"] for answer in answers]
    assert fields == ["state", "partner", "end_date"]


def test_changes_are_told_once(call, site, customer):
    cursor = call("agreement", "api_changes")["cursor"]
    call("agreement", "api_upsert", rows=[agreement_row(customer, state="active")])
    told = call("agreement", "api_changes", cursor=cursor)
    [row] = [one for one in told["rows"] if one["external_key"] == customer]
    assert (row["partner"], row["unit"], row["state"]) == (
        customer,
        customer,
        "active",
    )
    again = call("agreement", "api_changes", cursor=told["cursor"])
    assert customer not in [one["external_key"] for one in again["rows"]]
