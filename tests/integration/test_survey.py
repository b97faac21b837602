"""Surveys asked and answered by other systems: once, by the word given."""

import itertools
from concurrent.futures import ThreadPoolExecutor

import pytest

from .client import Refused

MODEL = "property.survey.campaign"
SENDERS = 4
ANSWERS = {"recommend": 9, "satisfaction": 5}
_phone = itertools.count(13905720000)


@pytest.fixture
def campaign(make_campaign, key):
    return make_campaign(key)


@pytest.fixture
def person(program, key):
    """The key of somebody nobody has asked yet."""
    row = {"external_key": f"{key}-P", "name": key, "phone": f"+86{next(_phone)}"}
    program.json2("res.partner", "api_upsert", rows=[row])
    return row["external_key"]


def test_asked_answered_and_told_again(call, campaign, person):
    rows = [
        {"external_key": "I1", "partner": person, "role": "owner"},
        {"external_key": "I2", "partner": "nobody"},
    ]
    for status in ("created", "unchanged"):
        answers = call(MODEL, "api_invite", campaign=campaign, rows=rows)
        assert [answer["status"] for answer in answers] == [status, "error"], answers
        assert answers[1]["errors"][0]["field"] == "partner"
    rows = [
        {"external_key": "S1", "invitation": "I1", "answers": ANSWERS},
        {"external_key": "S2", "answers": {"recommend": 11}},
        {"external_key": "S3", "answers": ANSWERS},
    ]
    for status in ("accepted", "exists"):
        answers = call(MODEL, "api_submit_answers", campaign=campaign, rows=rows)
        found = [answer["status"] for answer in answers]
        assert found == [status, "error", status], answers
    found = call(MODEL, "api_results", campaign=campaign)
    assert found["response"]["answered"] == 1
    assert found["figures"] == {}


def test_questions_are_those_of_the_campaign(call, campaign):
    questions = call(MODEL, "api_questions", campaign=campaign)
    codes = [question["code"] for question in questions]
    assert "recommend" in codes
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
def test_same_sheet_from_many_senders(program, make_campaign, key, person, mode):
    campaign = make_campaign(f"{key}-{mode}", mode)
    rows = [{"external_key": "I1", "partner": person}]
    program.json2(MODEL, "api_invite", campaign=campaign, rows=rows)

    def send(number):
        row = {"external_key": f"S{number}", "invitation": "I1", "answers": ANSWERS}
        return program.json2(
            MODEL, "api_submit_answers", campaign=campaign, rows=[row]
        )[0]["status"]

    with ThreadPoolExecutor(SENDERS) as pool:
        statuses = list(pool.map(send, range(SENDERS)))
    assert sorted(statuses) == ["accepted"] + ["exists"] * (SENDERS - 1)


def test_agents_are_refused(agent, campaign):
    for method, values in (
        ("api_questions", {}),
        ("api_invite", {"rows": []}),
        ("api_submit_answers", {"rows": []}),
        ("api_results", {}),
    ):
        with pytest.raises(Refused) as refused:
            agent.json2(MODEL, method, campaign=campaign, **values)
        assert refused.value.status == 403
