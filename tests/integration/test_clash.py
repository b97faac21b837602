"""Clashes of the calendar over sockets: asked about, and by many who book at once."""

import secrets
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .client import Refused

AGENT = "property_crm.group_property_agent"
DISPATCHER = "property_crm.group_property_dispatcher"
AT_ONCE = 6
ISO = "%Y-%m-%d %H:%M:%S"
MINUTE = timedelta(minutes=1)
weeks = iter(range(10_000))


@pytest.fixture(scope="module")
def technician(server, make_client):
    """A colleague with a calendar: the ids of the user and of his partner."""
    domain = [["login", "=", make_client(AGENT).login]]
    [user] = server.call("res.users", "search_read", domain, ["partner_id"])
    return user["id"], user["partner_id"][0]


@pytest.fixture(scope="module")
def dispatchers(make_client):
    return [make_client(DISPATCHER) for _number in range(2)]


def start_week():
    """Return the beginning of a week that no other test uses."""
    return datetime(2031, 1, 6) + timedelta(weeks=next(weeks))


def book(client, technician, start, minutes=60, **values):
    """Book the technician over JSON-2; return the id of the event."""
    event = {
        "name": secrets.token_hex(3),
        "start": start.strftime(ISO),
        "stop": (start + minutes * MINUTE).strftime(ISO),
        "partner_ids": [[6, 0, [technician[1]]]],
        **values,
    }
    return client.json2("calendar.event", "create", vals_list=[event])[0]


def test_two_who_book_the_same_person_at_once(technician, dispatchers, server):
    for _round in range(3):
        start = start_week()

        def try_to_book(number, start=start):
            client = dispatchers[number % len(dispatchers)]
            try:
                return book(client, technician, start + number * 5 * MINUTE)
            except Refused as refused:
                return refused

        with ThreadPoolExecutor(AT_ONCE) as pool:
            answers = list(pool.map(try_to_book, range(AT_ONCE)))
        booked = [one for one in answers if isinstance(one, int)]
        told = [one for one in answers if isinstance(one, Refused)]
        assert len(booked) == 1, answers
        assert {one.status for one in told} == {422}
        for one in told:
            [clash] = one.body["context"]["property_clash"]["clashes"]
            assert (clash["user_id"], clash["id"]) == (technician[0], booked[0])
        domain = [
            ["partner_ids", "in", technician[1]],
            ["start", ">=", start.strftime(ISO)],
        ]
        assert server.call("calendar.event", "search", domain) == booked


def test_a_reason_lets_it_pass_and_is_logged(technician, dispatchers):
    start = start_week()
    book(dispatchers[0], technician, start)
    other = book(dispatchers[1], technician, start, clash_reason="Water leak")
    [log] = dispatchers[1].xmlrpc(
        "property.clash.override",
        "search_read",
        [["event_id", "=", other]],
        ["reason", "clashes", "taken_user_ids"],
    )
    assert (log["reason"], log["taken_user_ids"]) == ("Water leak", [technician[0]])
    with pytest.raises(Refused) as refused:
        dispatchers[1].json2(
            "property.clash.override", "write", ids=[log["id"]], vals={"reason": "x"}
        )
    assert refused.value.status == 422


@pytest.mark.parametrize("protocol", ["xmlrpc", "json2"])
def test_private_is_busy(protocol, technician, dispatchers, stranger):
    start = start_week()
    book(dispatchers[0], technician, start, name="Doctor", privacy="private")
    values = {
        "users": [technician[0]],
        "start": start.strftime(ISO),
        "stop": (start + 30 * MINUTE).strftime(ISO),
    }
    ask = getattr(stranger, protocol)
    answer = ask("calendar.event", "api_clashes", values=values)
    assert [one["what"] for one in answer["clashes"]] == ["Busy"]
    assert "Doctor" not in str(answer)


minutes_of_week = st.integers(0, 5 * 1440)
spans = st.tuples(minutes_of_week, st.integers(1, 600))


@settings(max_examples=8)
@given(st.lists(spans, max_size=5), st.lists(spans, min_size=1, max_size=5))
def test_a_clash_is_a_minute_in_common(technician, dispatchers, taken, wanted):
    """A whole batch is asked about at once; the oracle counts minutes."""
    week = start_week()

    def when(span):
        start = week + span[0] * MINUTE
        return {
            "start": start.strftime(ISO),
            "stop": (start + span[1] * MINUTE).strftime(ISO),
        }

    events = [
        book(
            dispatchers[0], technician, week + first * MINUTE, length, clash_reason="x"
        )
        for first, length in taken
    ]
    answers = dispatchers[1].json2(
        "calendar.event",
        "api_clashes",
        values=[
            {**when(span), "users": [technician[0]], "count": 0} for span in wanted
        ],
    )
    for (first, length), answer in zip(wanted, answers, strict=True):
        minutes = set(range(first, first + length))
        expected = {
            event
            for event, (begin, long) in zip(events, taken, strict=True)
            if minutes & set(range(begin, begin + long))
        }
        assert {one["id"] for one in answer["clashes"]} == expected
