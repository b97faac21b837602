"""A city's thousand service requests come in through the interface for integrators."""

import csv
from collections import Counter
from datetime import datetime

import pytest

CHANNELS = {
    "PHONE": "phone",
    "ONLINE": "web",
    "MOBILE": "mobile",
    "UNKNOWN": "unknown",
    "OTHER": "other",
}
BATCH = 250


def to_iso(text):
    """Return the file's ``06/26/2018 10:58:54 AM`` in ISO 8601."""
    return datetime.strptime(text, "%m/%d/%Y %I:%M:%S %p").isoformat() if text else None


def to_row(request, site):
    row = {
        "external_key": f"311-{request['Unique Key']}",
        "name": request["Complaint Type"],
        "description": request["Descriptor"],
        "site": site,
        "channel": CHANNELS[request["Open Data Channel Type"]],
        "created": to_iso(request["Created Date"]),
        "due": to_iso(request["Due Date"]),
        "closed": to_iso(request["Closed Date"]),
        "status": "closed" if request["Status"] == "Closed" else "open",
        "solution": request["Resolution Description"],
    }
    return {name: value for name, value in row.items() if value}


@pytest.fixture(scope="module")
def requests_311(data_folder):
    with open(data_folder / "nyc311_requests.csv", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def answers(server, requests_311):
    site = {"external_key": "SITE-311", "name": "City 311", "code": "311"}
    made = server.call("property.site", "api_upsert", [site])
    assert made[0]["status"] == "created", made
    rows = [to_row(request, site["external_key"]) for request in requests_311]
    return [
        {**answer, "row": start + answer["row"]}
        for start in range(0, len(rows), BATCH)
        for answer in server.call(
            "helpdesk.ticket", "api_intake", rows[start : start + BATCH]
        )
    ]


@pytest.fixture(scope="module")
def tickets(server, answers):
    fields = ["channel_id", "date_deadline", "deadline_state", "closed"]
    ids = [answer["id"] for answer in answers if answer["id"]]
    return server.call("helpdesk.ticket", "read", ids, fields)


def test_bad_rows_are_named_and_the_others_kept(answers, requests_311):
    refused = [answer for answer in answers if answer["status"] == "error"]
    assert len(answers) == 1000
    assert Counter(answer["status"] for answer in answers) == {
        "created": 990,
        "error": 10,
    }
    assert {error["field"] for a in refused for error in a["errors"]} == {"closed"}
    wrong = [
        index
        for index, request in enumerate(requests_311)
        if request["Closed Date"]
        and to_iso(request["Closed Date"]) < to_iso(request["Created Date"])
    ]
    assert [answer["row"] for answer in refused] == wrong


def test_deadlines(tickets):
    with_deadline = [ticket for ticket in tickets if ticket["date_deadline"]]
    assert len(with_deadline) == 486
    closed = [ticket for ticket in with_deadline if ticket["closed"]]
    assert Counter(ticket["deadline_state"] for ticket in closed) == {
        "on_time": 427,
        "late": 52,
    }


def test_closed(tickets):
    assert sum(ticket["closed"] for ticket in tickets) == 969


def test_channels(server, tickets, requests_311, answers):
    ids = list({ticket["channel_id"][0] for ticket in tickets})
    codes = {
        channel["id"]: channel["code"]
        for channel in server.call("helpdesk.ticket.channel", "read", ids, ["code"])
    }
    found = Counter(codes[ticket["channel_id"][0]] for ticket in tickets)
    refused = Counter(
        CHANNELS[requests_311[answer["row"]]["Open Data Channel Type"]]
        for answer in answers
        if answer["status"] == "error"
    )
    assert found + refused == {
        "phone": 496,
        "web": 222,
        "mobile": 115,
        "unknown": 160,
        "other": 7,
    }


def test_second_time_changes_nothing(server, requests_311, answers):
    rows = [to_row(request, "SITE-311") for request in requests_311[:BATCH]]
    again = server.call("helpdesk.ticket", "api_intake", rows)
    assert [answer["id"] for answer in again] == [
        answer["id"] for answer in answers[:BATCH]
    ]
    assert not [answer for answer in again if answer["status"] == "created"]
