"""Creating prospects in batches: ours against plain crm.

Ours are given in turn, logged, compared with whom is known, and get their dates.
"""

import itertools

from .measure import in_turn, line

BATCH = 200
TOTAL = 400
_number = itertools.count(1)


def rows(count):
    return [
        {
            "name": f"Bench {number}",
            "contact_name": f"Person {number}",
            "phone": f"+86139{number:08}",
            "email_from": f"p{number}@example.com",
            "user_id": False,
        }
        for number in itertools.islice(_number, count)
    ]


def create(server, total=TOTAL):
    for _batch in range(total // BATCH):
        server.call("crm.lead", "create", rows(BATCH))


def intake(server, total=TOTAL):
    for _batch in range(total // BATCH):
        sent = [
            {
                "external_key": row["name"],
                "name": row["name"],
                "contact": row["contact_name"],
                "phone": row["phone"],
                "email": row["email_from"],
            }
            for row in rows(BATCH)
        ]
        answers = server.call("crm.lead", "api_intake", sent)
        assert all(answer["status"] == "created" for answer in answers), answers[0]


def counted(server, run):
    """Check that a run creates what it should, before it is timed."""
    before = server.call("crm.lead", "search_count", [])
    run(server)
    made = server.call("crm.lead", "search_count", []) - before
    assert made == TOTAL, made


def share_out(server, people=3):
    """Let people take turns, so that this is part of what is measured."""
    group = server.call(
        "ir.model.data",
        "check_object_reference",
        "property_leads",
        "group_property_sales",
    )[1]
    users = server.call(
        "res.users",
        "create",
        [
            {
                "name": f"Seller {n}",
                "login": f"seller-{n}",
                "group_ids": [(6, 0, [group])],
            }
            for n in range(people)
        ],
    )
    members = [
        (0, 0, {"user_id": user, "weight": n + 1}) for n, user in enumerate(users)
    ]
    rule = {"name": "All", "member_ids": members}
    server.call("property.lead.rule", "create", [rule])


def measure(ours, plain):
    """Return the rows of the table; both make the same prospects."""
    share_out(ours)
    for server in (ours, plain):
        counted(server, create)
    counted(ours, intake)
    batch = in_turn(
        {
            "ours": lambda _round: create(ours),
            "plain": lambda _round: create(plain),
            "intake": lambda _round: intake(ours),
        }
    )
    return [
        line(f"create, {BATCH} a call", batch, "ours", "plain", TOTAL),
        line(f"api_intake, {BATCH} a call", batch, "intake", "plain", TOTAL),
    ]
