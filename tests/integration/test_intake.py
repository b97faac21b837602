"""Requests that are sent again, at once or later, never make a second one."""

from concurrent.futures import ThreadPoolExecutor

SENDERS = 8


def send_at_once(send):
    with ThreadPoolExecutor(SENDERS) as pool:
        return list(pool.map(lambda _number: send(), range(SENDERS)))


def test_same_row_from_many_senders_at_once(program, site, key):
    row = {"external_key": key, "name": "Leak", "site": site}

    def send():
        return program.json2("helpdesk.ticket", "api_intake", rows=[row])[0]

    answers = send_at_once(send)
    assert {answer["status"] for answer in answers} == {"created", "unchanged"}
    assert len({(answer["id"], answer["number"]) for answer in answers}) == 1
    assert [answer["status"] for answer in answers].count("created") == 1


def test_same_request_through_the_plain_method_at_once(program, site, key):
    site_id = program.xmlrpc("property.site", "search", [["external_key", "=", site]])[
        0
    ]
    values = {"name": "Leak", "site_id": site_id}
    answers = send_at_once(
        lambda: program.xmlrpc("helpdesk.ticket", "intake", values, key)
    )
    assert len({tuple(answer) for answer in answers}) == 1


def test_bad_row_is_named_and_the_good_ones_are_kept(call, site, key):
    rows = [
        {"external_key": f"{key}-1", "name": "Leak", "site": site},
        {
            "external_key": f"{key}-2",
            "name": "Leak",
            "site": site,
            "created": "2026-03-02T10:00:00Z",
            "closed": "2026-03-01T10:00:00Z",
        },
        {"external_key": f"{key}-3", "name": "Leak", "site": "nowhere"},
    ]
    answers = call("helpdesk.ticket", "api_intake", rows=rows)
    assert [answer["status"] for answer in answers] == ["created", "error", "error"]
    assert [answer["errors"][0]["field"] for answer in answers[1:]] == [
        "closed",
        "site",
    ]


def test_changed_row_updates_and_its_repeat_does_not(call, site, key):
    row = {"external_key": key, "name": "Leak", "site": site}
    rows = [row, {**row, "name": "Flood"}, {**row, "name": "Flood"}]
    answers = call("helpdesk.ticket", "api_intake", rows=rows)
    statuses = [answer["status"] for answer in answers]
    assert statuses == ["created", "updated", "unchanged"]
    assert len({answer["id"] for answer in answers}) == 1


def test_bad_rows_and_typos_change_nothing(call, site, key):
    row = {"external_key": key, "name": "Leak", "site": site}
    call("helpdesk.ticket", "api_intake", rows=[row])
    assigned = call(
        "helpdesk.ticket", "api_assign", rows=[None, {"external_key": key, "usr": "x"}]
    )
    assert {answer["status"] for answer in assigned} == {"error"}
    rows = [None, {"id": "abc"}, {"external_key": key, "solution": "Done"}]
    closed = call("helpdesk.ticket", "api_close", rows=rows)
    statuses = [answer["status"] for answer in closed]
    assert statuses == ["error", "error", "updated"]


def test_changes_follow_a_request(program, site, key):
    start = program.json2("helpdesk.ticket", "api_changes", limit=10_000)["cursor"]
    row = {"external_key": key, "name": "Leak", "site": site}
    program.json2("helpdesk.ticket", "api_intake", rows=[row])
    done = {"external_key": key, "solution": "Washer replaced"}
    program.json2("helpdesk.ticket", "api_close", rows=[done])
    rows = program.json2("helpdesk.ticket", "api_changes", cursor=start)["rows"]
    found = [row for row in rows if row["external_key"] == key]
    assert [row["solution"] for row in found] == ["Washer replaced"]
    assert found[0]["site"] == site


def test_strangers_see_and_change_nothing(program, stranger, site, key):
    row = {"external_key": key, "name": "Leak", "site": site}
    answer = program.json2("helpdesk.ticket", "api_intake", rows=[row])[0]
    rows = stranger.json2("helpdesk.ticket", "api_changes", limit=10_000)["rows"]
    assert answer["id"] not in [row["id"] for row in rows]
    for named in ({"id": answer["id"]}, {"external_key": key}):
        closing = {**named, "solution": "x"}
        refused = stranger.json2("helpdesk.ticket", "api_close", rows=[closing])[0]
        assert refused["status"] == "error"
