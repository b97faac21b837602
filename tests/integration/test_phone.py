"""A telephone system over a socket: signed, repeated, seen in the right browsers."""

import secrets
from concurrent.futures import ThreadPoolExecutor

import pytest

from .client import Browser
from .telephone import make_event

REPLAYS, AT_ONCE = 20, 8
AGENT = "property_crm.group_property_agent"


@pytest.fixture(scope="module")
def browsers(server):
    """Two agents who are signed in, the first one an agent of the queue."""
    _model, group = server.call(
        "ir.model.data", "check_object_reference", *AGENT.split(".", 1)
    )
    logins = [f"phone-{secrets.token_hex(3)}" for _number in range(2)]
    ids = server.call(
        "res.users",
        "create",
        [
            {
                "name": login,
                "login": login,
                "password": f"{login}-pw",
                "group_ids": [(6, 0, [group])],
            }
            for login in logins
        ],
    )
    queue = {"name": "Service", "code": logins[0], "user_ids": [(6, 0, ids[:1])]}
    server.call("property.call.queue", "create", [queue])
    found = [
        Browser(server.url, server.database, login, f"{login}-pw") for login in logins
    ]
    return logins[0], found


def test_twenty_replays_many_at_once_are_one_call(server, switchboard, key):
    with ThreadPoolExecutor(AT_ONCE) as pool:
        sent = [pool.submit(switchboard.send, make_event(key)) for _ in range(REPLAYS)]
        answers = [one.result() for one in sent]
    assert {status for status, _answer in answers} == {200}
    names = {answer["events"][0]["call"] for _status, answer in answers}
    calls = server.call("property.call", "search", [("external_key", "=", key)])
    assert len(calls) == len(names) == 1


def test_a_forged_event_is_refused(server, switchboard, key):
    status, answer = switchboard.send(make_event(key), b"guess")
    assert (status, answer["error"]) == (401, "signature")
    assert not server.call("property.call", "search", [("external_key", "=", key)])


def test_the_card_comes_up_in_the_agents_browser_only(switchboard, browsers, key):
    queue, (agent, other) = browsers

    def peek(browser, last=0):
        arguments = {"channels": [], "last": last, "is_first_poll": True}
        answer = browser.rpc("/websocket/peek_notifications", arguments)
        return [
            one["message"]["payload"]
            for one in answer["notifications"]
            if one["message"]["type"] == "property_call"
        ]

    switchboard.send(make_event(key, queue=queue))
    told = peek(agent)
    assert [one["state"] for one in told] == ["ringing"]
    assert not peek(other)
    card = agent.call("property.call", "api_popup", told[0]["id"])
    assert (card["is_free"], card["number"]) == (True, "138****8000")
    with pytest.raises(AssertionError, match="AccessError"):
        other.call("property.call", "api_popup", told[0]["id"])
    agent.call("property.call", "action_answer", told[0]["id"])
    agent.call("property.call", "write", told[0]["id"], {"note": "No water"})
    mine = agent.call("property.call", "api_popup", told[0]["id"])
    assert (mine["is_mine"], mine["state"], mine["note"]) == (
        True,
        "talking",
        "No water",
    )


def test_rows_of_calls_over_both_protocols(call, site, key):
    row = {
        "external_key": key,
        "direction": "inbound",
        "offered_at": "2026-03-02T10:00:00Z",
        "ended_at": "2026-03-02T10:00:40Z",
        "site": site,
    }
    bad = {"external_key": f"{key}-2", "direction": "sideways"}
    answers = call("property.call", "api_call", rows=[row, bad], sender="log")
    assert [answer["status"] for answer in answers] == ["created", "error"]
    again = call("property.call", "api_call", rows=[row], sender="log")[0]
    assert (again["id"], again["status"]) == (answers[0]["id"], "unchanged")
