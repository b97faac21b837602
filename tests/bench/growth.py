"""How screens and claims grow with the number of tickets, at two sizes.

Ours and the peer, in turn.
"""

import math

from . import claims, screens
from .measure import in_turn

SCREENS = {
    "default list, 80 rows": lambda staff, resident: screens.list_(staff),
    "kanban by stage": lambda staff, resident: screens.kanban(staff),
    "search for a rare word": lambda staff, resident: screens.list_(
        staff, screens.RARE_DOMAIN
    ),
    "resident's list and count": lambda staff, resident: own_list(resident),
}


def own_list(resident):
    """What the page of a resident asks for: how many he has, and the newest."""
    count = resident.call("helpdesk.ticket", "search_count", [])
    rows = resident.call(
        "helpdesk.ticket",
        "search_read",
        [],
        ["number", "name", "stage_id"],
        limit=20,
        order="create_date desc",
    )
    return count, [row["number"] for row in rows]


def measure(ours, plain, sizes):
    """Return a row a screen: both at both sizes, and how the time grows."""
    given = {server: screens.prepare(server) for server in (ours, plain)}
    times, filled, queues = [], 0, {}
    for size in sizes:
        for server in (ours, plain):
            screens.fill(server, size, given[server], filled + 1)
        filled = size
        fill_queues(queues, ours, plain)
        times.append(measure_once(ours, plain) | measure_claims(queues))
    growth = math.log(sizes[1] / sizes[0])
    rows = []
    for what in times[0]:
        small, large = times[0][what], times[1][what]
        cells = [what]
        for name in ("ours", "plain"):
            slope = math.log(large[name] / small[name]) / growth
            cells += [1000 * small[name], 1000 * large[name], slope]
        cells.append(large["plain"] / large["ours"])
        rows.append((cells[0], *(f"{cell:.2f}" for cell in cells[1:])))
    return rows


def fill_queues(queues, ours, plain):
    """Give each side a queue of its own, and at the next size what it has lost."""
    ways = {
        "ours": (ours, claims.OURS, claims.take_ours),
        "plain": (plain, claims.PLAIN, claims.take_plain),
    }
    for name, (server, *given) in ways.items():
        if name in queues:
            claims.fill(server, queues[name].team, claims.LEAST)
        else:
            queues[name] = claims.Queue(server, *given, claims.LEAST)


def measure_claims(queues):
    """Return the seconds of one claim: by one person, and by eight at once."""
    alone = in_turn({name: queue.alone for name, queue in queues.items()})
    at_once = in_turn({name: queue.at_once for name, queue in queues.items()})
    assert not queues["ours"].twice(), "a request was taken twice"
    each = claims.WORKERS * claims.EACH
    return {
        "next of a queue, one person": {
            name: seconds / claims.ALONE for name, seconds in alone.items()
        },
        f"next of a queue, {claims.WORKERS} at once": {
            name: seconds / each for name, seconds in at_once.items()
        },
    }


def measure_once(ours, plain):
    sides = {
        name: (server, server.as_user(screens.RESIDENT))
        for name, server in (("ours", ours), ("plain", plain))
    }
    found = {name: own_list(resident) for name, (_staff, resident) in sides.items()}
    assert found["ours"] == found["plain"], "the residents' lists differ"
    assert found["ours"][0] == screens.OWN_TICKETS, found
    return {
        what: in_turn(
            {
                name: lambda _round, screen=screen, side=side: screen(*side)
                for name, side in sides.items()
            }
        )
        for what, screen in SCREENS.items()
    }
