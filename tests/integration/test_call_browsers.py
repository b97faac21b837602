# Takes long
"""Two agents, each before a browser of his own: whose telephone rings sees who calls.

The web client runs here in two Chromium processes, the bus over its websocket.
"""

import secrets
import time
from contextlib import ExitStack

import pytest

from .chromium import running_chromium
from .client import Browser
from .telephone import make_event

AGENT = "property_crm.group_property_agent"
CARD = ".o_property_call_card"
READY = "document.querySelector('.o_main_navbar') !== null"
CARDS = f"[...document.querySelectorAll('{CARD}')].map((card) => card.innerText)"


@pytest.fixture(scope="module")
def customer(server):
    """Somebody who owns a unit, with a number that nobody else has."""
    number = f"+86139{secrets.randbelow(10**8):08}"
    key = secrets.token_hex(3)
    site = server.call("property.site", "create", {"name": "Ringing", "code": key})
    building = server.call(
        "property.building", "create", {"site_id": site, "code": "1"}
    )
    unit = server.call(
        "property.unit",
        "create",
        {"building_id": building, "room": "101"},
    )
    person = server.call(
        "res.partner", "create", {"name": f"Wang {key}", "phone": number}
    )
    owner = {"partner_id": person, "unit_id": unit}
    server.call("property.ownership", "create", owner)
    [place] = server.call("property.site", "read", [site], ["territory_id"])
    return {
        "id": person,
        "name": f"Wang {key}",
        "number": number,
        "territory": place["territory_id"][0],
    }


@pytest.fixture(scope="module")
def agents(server, customer):
    """Two agents of the site, each with a queue that has his login as its code."""
    _model, group = server.call(
        "ir.model.data", "check_object_reference", *AGENT.split(".", 1)
    )
    logins = [f"ring-{secrets.token_hex(3)}" for _number in range(2)]
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
    server.call(
        "property.territory.staff",
        "create",
        [{"user_id": user, "territory_id": customer["territory"]} for user in ids],
    )
    queues = [
        {"name": login, "code": login, "user_ids": [(6, 0, [user])]}
        for login, user in zip(logins, ids, strict=True)
    ]
    server.call("property.call.queue", "create", queues)
    return logins


@pytest.fixture(scope="module")
def screens(server, agents):
    """The web client of each of the two, in a browser of its own."""
    with ExitStack() as stack:
        browsers = [stack.enter_context(running_chromium()) for _agent in agents]
        for browser, login in zip(browsers, agents, strict=True):
            session = Browser(server.url, server.database, login, f"{login}-pw")
            browser.sign_in(f"{server.url}/odoo/call-queues", session.cookies)
            # one after the other: the first one has the assets made
            browser.wait_for(READY, seconds=120)
        yield browsers


def wait_for_note(server, key, note):
    """Return the call once its note is saved."""
    wanted = [("external_key", "=", key), ("note", "=", note)]
    fields = ["note", "partner_id", "user_id"]
    end = time.monotonic() + 20
    while time.monotonic() < end:
        if calls := server.call("property.call", "search_read", wanted, fields):
            return calls[0]
        time.sleep(0.2)
    raise AssertionError(f"Not saved in 20 s: {note}")


def test_who_is_called_sees_the_customer_and_nobody_else_does(
    server, switchboard, agents, customer, screens, key
):
    mine, others = screens
    known = {"number": customer["number"], "queue": agents[0]}
    switchboard.send(make_event(key, **known))
    card = mine.wait_for(f"{CARDS}[0]")
    assert customer["name"] in card
    assert customer["number"][-4:] in card
    assert customer["number"][3:] not in card

    mine.click(f"{CARD} .btn-success")
    mine.wait_for(f"document.querySelector('{CARD} textarea') !== null")
    mine.wait_for(
        f"document.querySelector('.o_form_view')?.innerText.includes('{customer['name']}')"
        f" && location.pathname.endsWith('/{customer['id']}')"
    )
    mine.type(f"{CARD} textarea", "No water in the kitchen")
    wait_for_note(server, key, "No water in the kitchen")
    switchboard.send(make_event(key, "answered", at="2026-03-02T10:00:08Z", **known))
    switchboard.send(make_event(key, "ended", at="2026-03-02T10:01:00Z", **known))
    # the notes go on where the agent was when the caller hung up
    mine.wait_for(f"document.querySelector('{CARD} header').innerText.includes('over')")
    mine.type(f"{CARD} textarea", ", second floor")
    call = wait_for_note(server, key, "No water in the kitchen, second floor")
    assert call["partner_id"][0] == customer["id"]
    assert call["user_id"][1] == agents[0]

    # what comes after it over the same bus has come: the first call is not on the way
    switchboard.send(make_event(f"{key}-2", number="+8613800138000", queue=agents[1]))
    cards = others.wait_for(f"({CARDS}.length && {CARDS})")
    assert len(cards) == 1
    assert customer["name"] not in cards[0]
    assert mine.evaluate(f"{CARDS}.length") == 1
