"""Call lists over a socket: everybody his own customer, each outcome once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from .client import Refused

CUSTOMERS, AGENTS = 6, 4
ENTRY = "property.call.entry"


def noon():
    """Return a time zone where it is noon now: nobody is called at night."""
    return f"Etc/GMT{datetime.now(UTC).hour - 12:+d}"


@pytest.fixture(scope="module")
def agents(make_client, server):
    """Four agents with the same running list of six customers."""
    clients = [
        make_client("property_crm.group_property_agent") for _number in range(AGENTS)
    ]
    site = server.call(
        "property.site", "create", {"name": "Calls", "code": "CL", "tz": noon()}
    )
    [place] = server.call("property.site", "read", [site], ["territory_id"])
    territory = place["territory_id"][0]
    logins = [client.login for client in clients]
    users = server.call("res.users", "search", [["login", "in", logins]])
    server.call(
        "property.territory.staff",
        "create",
        [{"user_id": user, "territory_id": territory} for user in users],
    )
    people = server.call(
        "res.partner",
        "create",
        [
            {"name": f"C{number}", "phone": f"+86 139 0571 {number:04}"}
            for number in range(CUSTOMERS)
        ],
    )
    call_list = server.call(
        "property.call.list",
        "create",
        {
            "name": "Socket",
            "territory_id": territory,
            "agent_ids": [(0, 0, {"user_id": user}) for user in users],
            "entry_ids": [(0, 0, {"partner_id": person}) for person in people],
        },
    )
    server.call("property.call.list", "action_start", [call_list])
    return clients


def work(client):
    """Call until nobody is left, telling each outcome twice; return whom."""
    called = []
    while (entry := client.json2(ENTRY, "api_next_entry"))["id"]:
        assert client.json2(ENTRY, "api_next_entry")["id"] == entry["id"]
        values = {"disposition": "agreed", "attempt": entry["attempt"], "note": "x"}
        told = [
            client.json2(ENTRY, "api_answer", ids=[entry["id"]], values=values)
            for _time in range(2)
        ]
        assert [one["repeated"] for one in told] == [False, True]
        assert {one["state"] for one in told} == {"done"}
        called.append(entry["id"])
    return called


def test_everybody_is_called_once(agents, server):
    with ThreadPoolExecutor(AGENTS) as pool:
        called = [entry for found in pool.map(work, agents) for entry in found]
    assert len(called) == len(set(called)) == CUSTOMERS
    rows = server.call(ENTRY, "read", called, ["attempts", "call_ids"])
    assert {(row["attempts"], len(row["call_ids"])) for row in rows} == {(1, 1)}


def test_bad_values_and_strangers(agents, stranger, server):
    [entry] = server.call(ENTRY, "search", [["note", "=", "x"]], 0, 1)
    for client, values in ((agents[0], {"bad": 1}), (stranger, {"note": "y"})):
        with pytest.raises(Refused) as refused:
            client.json2(ENTRY, "api_answer", ids=[entry], values=values)
        assert refused.value.status in (403, 422)
