"""Enquiries that are sent again, at once or later, never make a second prospect."""

import itertools
from concurrent.futures import ThreadPoolExecutor

SENDERS = 6
_phone = itertools.count(13900137000)


def row_of(key, site, **values):
    row = {"external_key": key, "name": "Flat wanted", "contact": key, "site": site}
    return {**row, "phone": f"+86{next(_phone)}", **values}


def test_a_row_is_taken_once_and_told_again(call, site, key):
    row = row_of(key, site, source="Fair", channel="agent")
    rows = [row, {**row, "text": "With a kitchen"}, {**row, "text": "With a kitchen"}]
    answers = call("crm.lead", "api_intake", rows=rows)
    statuses = [answer["status"] for answer in answers]
    assert statuses == ["created", "updated", "unchanged"], answers
    assert len({answer["id"] for answer in answers}) == 1


def test_a_bad_row_is_named_and_the_good_ones_are_kept(call, site, key):
    rows = [
        row_of(f"{key}-1", site),
        row_of(f"{key}-2", "nowhere"),
        row_of(f"{key}-3", site, kind="castle"),
        row_of(f"{key}-4", site),
    ]
    answers = call("crm.lead", "api_intake", rows=rows)
    statuses = [answer["status"] for answer in answers]
    assert statuses == ["created", "error", "error", "created"]
    assert [answers[n]["errors"][0]["field"] for n in (1, 2)] == ["site", "kind"]


def test_who_asks_again_is_noted_and_changes_tell_it(program, site, key):
    start = program.json2("crm.lead", "api_changes", limit=10_000)["cursor"]
    row = row_of(f"{key}-1", site)
    first = program.json2("crm.lead", "api_intake", rows=[row])[0]
    again = program.json2(
        "crm.lead", "api_intake", rows=[{**row, "external_key": f"{key}-2"}]
    )[0]
    assert (again["status"], again["id"]) == ("touch", first["id"])
    changes = program.json2("crm.lead", "api_changes", cursor=start)["rows"]
    told = [change for change in changes if change["id"] == first["id"]]
    assert told[0]["status"] == "pending"
    assert told[0]["next_date"]


def test_same_row_from_many_senders_at_once(program, site, key):
    row = row_of(key, site)

    def send(_number):
        return program.json2("crm.lead", "api_intake", rows=[row])[0]

    with ThreadPoolExecutor(SENDERS) as pool:
        answers = list(pool.map(send, range(SENDERS)))
    assert len({answer["id"] for answer in answers}) == 1
    assert [answer["status"] for answer in answers].count("created") == 1
