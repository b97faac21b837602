"""Many people take from one queue at once, each over a connection of his own."""

import secrets
import threading
import xmlrpc.client
from concurrent.futures import ThreadPoolExecutor

import pytest

# Takes long: the gate begins with it.
CLAIMERS, REQUESTS = 32, 48
AGENT = "property_crm.group_property_agent"


@pytest.fixture(scope="module")
def claimers(server):
    """32 agents, members of a team that grabs; returns functions that take the next."""
    mark, password = secrets.token_hex(3), secrets.token_hex(8)
    ids = create_agents(server, mark, password)
    team = server.call(
        "helpdesk.ticket.team",
        "create",
        [{"name": mark, "user_ids": [(6, 0, ids)], "dispatch_mode": "grab"}],
    )[0]

    return team, [taker(server, uid, password) for uid in ids]


def create_agents(server, mark, password):
    _model, group = server.call(
        "ir.model.data", "check_object_reference", *AGENT.split(".", 1)
    )
    names = [f"claimer-{mark}-{number}" for number in range(CLAIMERS)]
    return server.call(
        "res.users",
        "create",
        [
            {
                "name": name,
                "login": name,
                "password": password,
                "group_ids": [(6, 0, [group])],
            }
            for name in names
        ],
    )


def taker(server, uid, password):
    """Return a function that takes the next as this user, each time connecting anew."""

    def take(**keywords):
        proxy = xmlrpc.client.ServerProxy(
            f"{server.url}/xmlrpc/2/object", allow_none=True
        )
        return proxy.execute_kw(
            server.database,
            uid,
            password,
            "helpdesk.ticket",
            "api_claim_next",
            [],
            keywords,
        )

    return take


@pytest.fixture
def place(server):
    """A site where nobody works: the team decides."""
    mark = secrets.token_hex(3)
    return server.call("property.site", "create", [{"name": mark, "code": mark}])[0]


def create_requests(server, place, team, count):
    return server.call(
        "helpdesk.ticket",
        "create",
        [
            {"name": f"Leak {n}", "site_id": place, "team_id": team}
            for n in range(count)
        ],
    )


def test_32_claimers_at_once_never_get_the_same(server, claimers, place):
    team, takers = claimers
    requests = create_requests(server, place, team, REQUESTS)
    barrier = threading.Barrier(CLAIMERS)

    def take_all(take):
        barrier.wait()
        taken = []
        while (answer := take())["status"] == "claimed":
            taken.append(answer["id"])
        return taken

    with ThreadPoolExecutor(CLAIMERS) as pool:
        taken = [number for each in pool.map(take_all, takers) for number in each]
    assert sorted(taken) == sorted(requests)
    domain = [["id", "in", requests], ["user_id", "=", False]]
    assert server.call("helpdesk.ticket", "search_count", domain) == 0


def test_the_same_call_at_once_takes_one(server, claimers, place):
    team, takers = claimers
    requests = create_requests(server, place, team, 8)
    take = takers[0]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _n: take(key="tap"), range(8)))
    assert len({answer["id"] for answer in answers}) == 1
    assert [answer["status"] for answer in answers].count("claimed") == 1
    domain = [["id", "in", requests], ["user_id", "=", False]]
    assert server.call("helpdesk.ticket", "search_count", domain) == 7
