"""Creating tickets from outside: ours against plain helpdesk_mgmt."""

import itertools

from .measure import in_turn, line

ONE = 20
BATCH = 200
_number = itertools.count()


def rows(count):
    start = next(_number) * count
    return [
        {"name": f"Bench {start + number}", "description": "Leak under the sink"}
        for number in range(count)
    ]


def create_each(server, count=ONE):
    for row in rows(count):
        server.call("helpdesk.ticket", "create", row)


def create_batch(server, count=BATCH):
    return server.call("helpdesk.ticket", "create", rows(count))


def intake(server, count=BATCH):
    sent = [
        {"external_key": f"bench-{row['name']}", "name": row["name"]}
        for row in rows(count)
    ]
    answers = server.call("helpdesk.ticket", "api_intake", sent)
    assert all(answer["status"] == "created" for answer in answers), answers[0]


def counted(server, run, expected):
    """Check that a run creates what it should, before it is timed."""
    before = server.call("helpdesk.ticket", "search_count", [])
    run(server)
    made = server.call("helpdesk.ticket", "search_count", []) - before
    assert made == expected, (made, expected)


def measure(ours, plain):
    """Return the rows of the table; both make the same tickets."""
    for server in (ours, plain):
        counted(server, create_each, ONE)
        counted(server, create_batch, BATCH)
    counted(ours, intake, BATCH)
    single = in_turn(
        {
            "ours": lambda _round: create_each(ours),
            "plain": lambda _round: create_each(plain),
        }
    )
    batch = in_turn(
        {
            "ours": lambda _round: create_batch(ours),
            "plain": lambda _round: create_batch(plain),
            "intake": lambda _round: intake(ours),
        }
    )
    return [
        line("create, one a call", single, "ours", "plain", ONE),
        line(f"create, {BATCH} a call", batch, "ours", "plain", BATCH),
        line(f"api_intake, {BATCH} a call", batch, "intake", "plain", BATCH),
    ]
