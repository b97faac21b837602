"""Eight posts send prospects at once: shares are kept, none is lost or twice."""

import itertools
import secrets
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

SHARES = (5, 3, 2)
SENDERS, ROWS = 8, 25
_phone = itertools.count(13700137000)


@pytest.fixture
def place(server, program):
    """A site of its own, with three people who take turns there."""
    mark = secrets.token_hex(3)
    row = {"name": mark, "code": mark, "external_key": mark}
    site = program.json2("property.site", "api_upsert", rows=[row])[0]["id"]
    group = server.call(
        "ir.model.data",
        "check_object_reference",
        "property_leads",
        "group_property_sales",
    )[1]
    territory = server.call("property.site", "read", [site], ["territory_id"])
    territory = territory[0]["territory_id"][0]
    people = server.call(
        "res.users",
        "create",
        [
            {"name": name, "login": f"{mark}-{name}", "group_ids": [(6, 0, [group])]}
            for name in "abc"
        ],
    )
    server.call(
        "property.territory.staff",
        "create",
        [{"user_id": one, "territory_id": territory} for one in people],
    )
    members = [
        (0, 0, {"user_id": one, "weight": share})
        for one, share in zip(people, SHARES, strict=True)
    ]
    rule = {"name": mark, "sequence": 0, "site_ids": [site], "member_ids": members}
    server.call("property.lead.rule", "create", [rule])
    return {"key": mark, "id": site, "people": people}


def test_shares_hold_when_many_post_at_once(server, program, place):
    rows = [
        {
            "external_key": f"{place['key']}-{number}",
            "name": "Flat wanted",
            "contact": f"{place['key']} {number}",
            "phone": f"+86{next(_phone)}",
            "site": place["key"],
        }
        for number in range(SENDERS * ROWS)
    ]

    def post(number):
        return program.json2("crm.lead", "api_intake", rows=rows[number::SENDERS])

    with ThreadPoolExecutor(SENDERS) as pool:
        answers = [one for some in pool.map(post, range(SENDERS)) for one in some]
    assert {answer["status"] for answer in answers} == {"created"}, answers[0]
    assert len({answer["id"] for answer in answers}) == len(rows)
    domain = [["site_id", "=", place["id"]]]
    leads = server.call("crm.lead", "search_read", domain, ["user_id", "turn_rule_id"])
    given = Counter(lead["user_id"][0] for lead in leads)
    assert [given[one] for one in place["people"]] == [100, 60, 40]
    assert all(lead["turn_rule_id"] for lead in leads)
    again = post(0)
    assert {answer["status"] for answer in again} == {"unchanged"}
