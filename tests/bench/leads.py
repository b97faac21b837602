"""Creating prospects in batches: ours against plain crm.

Ours are given in turn, logged, compared with whom is known, and get their dates; plain
crm is told who gets which, so that both tell as many people by mail.
"""

import itertools

from .measure import in_turn, line

BATCH = 200
TOTAL = 200
_number = itertools.count(1)


def rows(count, people=()):
    """Return prospects of nobody, or given to people in turn."""
    return [
        {
            "name": f"Bench {number}",
            "contact_name": f"Person {number}",
            "phone": f"+86139{number:08}",
            "email_from": f"p{number}@example.com",
            "user_id": people[number % len(people)] if people else False,
        }
        for number in itertools.islice(_number, count)
    ]


def create(server, people=(), total=TOTAL):
    for _batch in range(total // BATCH):
        server.call("crm.lead", "create", rows(BATCH, people))


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
    run(0)
    made = server.call("crm.lead", "search_count", []) - before
    assert made == TOTAL, made


def make_sellers(server, group, people=3):
    """Return the ids of new users of a group."""
    module, name = group.split(".")
    group_id = server.call("ir.model.data", "check_object_reference", module, name)[1]
    values = [
        {
            "name": f"Seller {number}",
            "login": f"seller-{number}",
            "group_ids": [(6, 0, [group_id])],
        }
        for number in range(people)
    ]
    return server.call("res.users", "create", values)


def share_out(server):
    """Let people take turns, so that this is part of what is measured."""
    sellers = make_sellers(server, "property_leads.group_property_sales")
    members = [
        (0, 0, {"user_id": user, "weight": number + 1})
        for number, user in enumerate(sellers)
    ]
    rule = {"name": "All", "member_ids": members}
    server.call("property.lead.rule", "create", [rule])


def measure(ours, plain):
    """Return the rows of the table; both make the same prospects."""
    share_out(ours)
    sellers = make_sellers(plain, "sales_team.group_sale_salesman")
    runs = {
        "ours": lambda _round: create(ours),
        "plain": lambda _round: create(plain, sellers),
        "intake": lambda _round: intake(ours),
        "alone": lambda _round: create(plain),
    }
    for name, run in runs.items():
        counted(ours if name in ("ours", "intake") else plain, run)
    batch = in_turn(runs)
    return [
        line(f"create, {BATCH} a call, given to people", batch, "ours", "plain", TOTAL),
        line(f"api_intake, {BATCH} a call", batch, "intake", "alone", TOTAL),
    ]
