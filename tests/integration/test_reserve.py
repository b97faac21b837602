"""Fifty programs want the same unit at once, each over a connection of its own."""

import secrets
import threading
import xmlrpc.client
from concurrent.futures import ThreadPoolExecutor

import pytest

# Takes long: the gate begins with it.
BUYERS = 50


@pytest.fixture
def unit(server):
    """A unit nobody has reserved."""
    mark = secrets.token_hex(3)
    site = server.call("property.site", "create", [{"name": mark, "code": mark}])[0]
    building = {"site_id": site, "code": "1"}
    building = server.call("property.building", "create", [building])[0]
    room = {"building_id": building, "room": "101", "floor_index": 1}
    return server.call("property.unit", "create", [room])[0]


def reserve(server, unit, key):
    """Return what the interface answers, or how it refuses."""
    proxy = xmlrpc.client.ServerProxy(f"{server.url}/xmlrpc/2/object", allow_none=True)
    uid = server.sign_in(server.login, server.password)
    given = (server.database, uid, server.password)
    try:
        return proxy.execute_kw(
            *given, "property.reservation", "api_reserve", [unit, key]
        )
    except xmlrpc.client.Fault as fault:
        return fault.faultString


def reserve_at_once(server, unit, keys):
    server.sign_in(server.login, server.password)
    barrier = threading.Barrier(len(keys))

    def run(key):
        barrier.wait()
        return reserve(server, unit, key)

    with ThreadPoolExecutor(len(keys)) as pool:
        return list(pool.map(run, keys))


def test_one_of_fifty_gets_it_and_the_others_are_told_until_when(server, unit):
    keys = [f"{secrets.token_hex(3)}-{number}" for number in range(BUYERS)]
    answers = reserve_at_once(server, unit, keys)
    won = [answer for answer in answers if isinstance(answer, dict)]
    told = [answer for answer in answers if isinstance(answer, str)]
    assert len(won) == 1
    assert len(told) == BUYERS - 1
    assert all("is reserved until" in answer for answer in told), set(told)
    domain = [["unit_id", "=", unit], ["state", "=", "active"]]
    assert server.call("property.reservation", "search_count", domain) == 1


def test_the_same_key_at_once_is_one_reservation(server, unit):
    answers = reserve_at_once(server, unit, [secrets.token_hex(3)] * 8)
    assert len({answer["id"] for answer in answers}) == 1
    statuses = [answer["status"] for answer in answers]
    assert statuses.count("created") == 1
