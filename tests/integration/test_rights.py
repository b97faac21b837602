"""What a program may not do, over both protocols."""

import urllib.request
import xmlrpc.client
from dataclasses import replace

import pytest

from .client import Refused
from .test_upsert import unit_row

MODELS = (
    "property.site",
    "property.building",
    "property.unit",
    "property.ownership",
    "property.occupancy",
    "res.partner",
)


def test_a_wrong_key(program):
    wrong = replace(program, key="0" * 40)
    with pytest.raises(xmlrpc.client.Fault) as caught:
        wrong.xmlrpc("property.unit", "api_describe")
    assert caught.value.faultCode == 3
    with pytest.raises(Refused) as caught:
        wrong.json2("property.unit", "api_describe")
    assert caught.value.status == 401


def test_private_methods_stay_private(program):
    with pytest.raises(xmlrpc.client.Fault) as caught:
        program.xmlrpc("property.unit", "_upsert_rows", [])
    assert caught.value.faultCode == 4
    with pytest.raises(Refused) as caught:
        program.json2("property.unit", "_upsert_rows", rows=[])
    assert caught.value.status == 403


@pytest.mark.parametrize("model", MODELS)
def test_an_agent_writes_nothing_through_the_interface(agent, model):
    rows = [{"external_key": "A", "name": "A", "code": "A"}]
    try:
        answer = agent.json2(model, "api_upsert", rows=rows)[0]
    except Refused as refused:
        assert refused.status == 403
    else:
        assert answer["status"] == "error" or model == "res.partner"


@pytest.mark.parametrize("model", MODELS)
def test_nothing_is_deleted(program, site, key, model):
    ids = program.json2(model, "search", domain=[], limit=1)
    if ids:
        with pytest.raises(Refused) as caught:
            program.json2(model, "unlink", ids=ids)
        assert caught.value.status == 403


def test_a_stranger_neither_finds_nor_changes(stranger, program, site, key):
    unit = program.json2("property.unit", "api_upsert", rows=[unit_row(key)])[0]["id"]
    answer = stranger.json2(
        "property.unit", "api_upsert", rows=[unit_row(key, room="9")]
    )
    assert answer[0]["status"] == "error"
    assert stranger.json2("property.unit", "search", domain=[("id", "=", unit)]) == []
    with pytest.raises(Refused) as caught:
        stranger.json2("property.unit", "write", ids=[unit], vals={"room": "9"})
    assert caught.value.status in (403, 404)


def test_personal_data_are_masked_for_an_agent(server, agent, program, site, key):
    row = {"external_key": key, "name": "Sun Li", "phone": "+86 137 0000 4321"}
    partner = program.json2("res.partner", "api_upsert", rows=[row])[0]["id"]
    program.json2("property.unit", "api_upsert", rows=[unit_row(key)])
    tenure = {"external_key": key, "unit": key, "partner": key}
    program.json2("property.occupancy", "api_upsert", rows=[tenure])
    territory = server.call(
        "property.site", "search_read", [("external_key", "=", site)], ["territory_id"]
    )[0]["territory_id"][0]
    uid = server.call("res.users", "search", [("login", "=", agent.login)])[0]
    server.call(
        "property.territory.staff",
        "create",
        [{"territory_id": territory, "user_id": uid, "date_from": "2020-01-01"}],
    )
    for answer in (
        agent.json2("res.partner", "read", ids=[partner], fields=["phone"]),
        agent.xmlrpc("res.partner", "read", [partner], ["phone"]),
    ):
        assert answer[0]["phone"] == "137****4321"
    found = agent.json2(
        "res.partner",
        "search",
        domain=[("phone", "like", "1370000"), ("id", "=", partner)],
    )
    assert found == []
    assert program.json2("res.partner", "read", ids=[partner], fields=["phone"])[0][
        "phone"
    ] == ("+86 137 0000 4321")


def test_anonymous_gets_nothing(server):
    request = urllib.request.Request(
        f"{server.url}/json/2/property.unit/search_read",
        b"{}",
        {"Content-Type": "application/json", "X-Odoo-Database": server.database},
    )
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request)
    assert caught.value.code == 401
