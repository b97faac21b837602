"""Contract of api_upsert over a socket, XML-RPC and JSON-2 alike."""

import xmlrpc.client
from concurrent.futures import ThreadPoolExecutor

import pytest

from .client import Refused


def unit_row(key, **values):
    return {"external_key": key, "building": "IT-1", "room": key, **values}


def test_created_unchanged_updated(call, site, key):
    statuses = []
    for area in (80, 80, 81.5):
        rows = [unit_row(key, area_gross=area)]
        answer = call("property.unit", "api_upsert", rows=rows)[0]
        assert answer["errors"] == []
        assert answer["row"] == 0
        assert answer["external_key"] == key
        assert answer["id"] > 0
        statuses.append(answer["status"])
    assert statuses == ["created", "unchanged", "updated"]


def test_a_batch_answers_per_row(call, site, key):
    rows = [unit_row(f"{key}-{number}") for number in range(5)]
    rows[2]["kind"] = "castle"
    rows[3]["area_gross"] = -4
    answers = call("property.unit", "api_upsert", rows=rows)
    assert [answer["status"] for answer in answers] == [
        "created",
        "created",
        "error",
        "error",
        "created",
    ]
    assert answers[2]["errors"][0]["field"] == "kind"
    assert "dwelling" in answers[2]["errors"][0]["message"]
    assert "negative" in answers[3]["errors"][0]["message"]
    assert answers[3]["id"] is False


def test_people_and_shares(call, site, key):
    for model, row in (
        ("property.unit", unit_row(key)),
        (
            "res.partner",
            {"external_key": key, "name": "Li Na", "phone": "+8613911112222"},
        ),
        (
            "property.ownership",
            {"external_key": key, "unit": key, "partner": key, "kind": "sole"},
        ),
        (
            "property.occupancy",
            {
                "external_key": key,
                "unit": key,
                "partner": key,
                "role": "owner_occupier",
            },
        ),
    ):
        answer = call(model, "api_upsert", rows=[row])[0]
        assert (answer["status"], answer["errors"]) == ("created", [])


def test_raise_names_row_and_field_over_xmlrpc(program, site, key):
    rows = [unit_row(f"{key}-1"), unit_row(f"{key}-2", room=7)]
    with pytest.raises(xmlrpc.client.Fault) as caught:
        program.xmlrpc("property.unit", "api_upsert", rows, on_error="raise")
    assert caught.value.faultCode == 2
    assert f"Row 1 ({key}-2), room:" in caught.value.faultString
    answers = program.xmlrpc("property.unit", "api_upsert", rows[:1])
    assert answers[0]["status"] == "created"


def test_raise_names_row_and_field_over_json2(program, site, key):
    rows = [unit_row(key, area_gross="large")]
    with pytest.raises(Refused) as caught:
        program.json2("property.unit", "api_upsert", rows=rows, on_error="raise")
    assert caught.value.status == 422
    assert f"Row 0 ({key}), area_gross:" in caught.value.body["message"]


@pytest.mark.parametrize(
    ("keywords", "name"),
    [
        ({"rows": "x"}, "rows"),
        ({"rows": {"a": 1}}, "rows"),
        ({"rows": [], "on_error": "x"}, "on_error"),
    ],
)
def test_a_malformed_call_names_the_parameter(program, keywords, name):
    with pytest.raises(Refused) as caught:
        program.json2("property.unit", "api_upsert", **keywords)
    assert caught.value.status == 422
    assert caught.value.body["message"].startswith(name)
    with pytest.raises(xmlrpc.client.Fault) as caught:
        program.xmlrpc("property.unit", "api_upsert", **keywords)
    assert caught.value.faultCode == 2


def test_strange_rows_are_answered(call, site):
    answers = call("property.unit", "api_upsert", rows=[[], 5, "x", {}, {"room": "1"}])
    assert [answer["status"] for answer in answers] == ["error"] * 5


def test_the_same_new_key_from_four_programs_at_once(program, site, key):
    """One creates, the others find it; nobody doubles and nobody fails."""

    def send(_number):
        return program.json2("property.unit", "api_upsert", rows=[unit_row(key)])[0]

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(send, range(4)))
    assert len({answer["id"] for answer in answers if answer["id"]}) == 1
    again = send(0)
    assert again["status"] == "unchanged"
    count = program.json2(
        "property.unit", "search_count", domain=[("external_key", "=", key)]
    )
    assert count == 1


def test_every_method_is_described(program):
    for model in (
        "property.site",
        "property.building",
        "property.unit",
        "property.ownership",
        "property.occupancy",
        "res.partner",
    ):
        names = [row["name"] for row in program.json2(model, "api_describe")]
        assert len(names) == len(set(names)) > 4
