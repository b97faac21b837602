"""Taking the next request of a queue: ours, and the least plain helpdesk_mgmt can do.

Plain means: look for the oldest that nobody has, and write oneself into it. Two who
do so at once take the same one; how often that happened is told beside the times.
"""

from concurrent.futures import ThreadPoolExecutor

from .measure import in_turn, line

BATCH = 200
WORKERS = 8
ALONE, EACH = 10, 5
LEAST = 600  # all that is taken in all rounds, and a little more
OURS, PLAIN = "property_crm.group_property_agent", "helpdesk_mgmt.group_helpdesk_user"
ORDER = "priority desc, create_date, id"


class Queue:
    """One server with a full queue, and the people who take from it."""

    def __init__(self, server, group, take, count):
        self.server, self.take, self.taken = server, take, []
        names = [f"bench_claimer_{number}" for number in range(WORKERS)]
        ids = make_users(server, names, group)
        self.team = make_team(server, ids, is_grabbed=group == OURS)
        fill(server, self.team, count)
        self.workers = [server.as_user(name) for name in names]
        for worker in self.workers:  # what the first call of each caches
            self.taken.append(self.take(worker, self.team))

    def alone(self, _round):
        worker = self.workers[0]
        self.taken += [self.take(worker, self.team) for _number in range(ALONE)]

    def at_once(self, _round):
        with ThreadPoolExecutor(WORKERS) as pool:
            for taken in pool.map(self.take_some, self.workers):
                self.taken += taken

    def take_some(self, worker):
        return [self.take(worker, self.team) for _number in range(EACH)]

    def names(self):
        rows = self.server.call("helpdesk.ticket", "read", self.taken, ["name"])
        return [row["name"] for row in rows]

    def twice(self):
        """Return how many of those taken somebody else had taken."""
        return len(self.taken) - len(set(self.taken))


def make_users(server, names, group):
    _model, group_id = server.call(
        "ir.model.data", "check_object_reference", *group.split(".")
    )
    rows = [
        {"name": name, "login": name, "password": name, "group_ids": [(4, group_id)]}
        for name in names
    ]
    return server.call("res.users", "create", rows)


def make_team(server, ids, is_grabbed):
    values = {"name": "Bench", "user_ids": [(6, 0, ids)]}
    if is_grabbed:
        values["dispatch_mode"] = "grab"
    return server.call("helpdesk.ticket.team", "create", [values])[0]


def fill(server, team, count):
    """Fill the queue: nobody has them, not even who has made them."""
    values = {"description": "Leak", "team_id": team, "user_id": False}
    for start in range(0, count, BATCH):
        rows = [
            {"name": f"Queued {number}", **values}
            for number in range(start, start + BATCH)
        ]
        server.call("helpdesk.ticket", "create", rows)


def take_ours(worker, _team):
    answer = worker.call("helpdesk.ticket", "api_claim_next")
    assert answer["status"] == "claimed", answer
    return answer["id"]


def take_plain(worker, team):
    free = [
        ("team_id", "=", team),
        ("user_id", "=", False),
        ("stage_id.closed", "=", False),
    ]
    found = worker.call("helpdesk.ticket", "search", free, order=ORDER, limit=1)
    worker.call("helpdesk.ticket", "write", found, {"user_id": worker.uid})
    return found[0]


def measure(ours, plain, count):
    """Return the rows of the table, and how many were taken twice on each side."""
    sides = {
        "ours": Queue(ours, OURS, take_ours, count),
        "plain": Queue(plain, PLAIN, take_plain, count),
    }
    for queue in sides.values():
        queue.alone(0)
    names = [queue.names() for queue in sides.values()]
    assert names[0] == names[1], "not the same requests, or in another order"
    alone = in_turn({name: queue.alone for name, queue in sides.items()})
    at_once = in_turn({name: queue.at_once for name, queue in sides.items()})
    assert not sides["ours"].twice(), "a request was taken twice"
    return (
        [
            line("one person", alone, "ours", "plain", ALONE),
            line(f"{WORKERS} at once", at_once, "ours", "plain", WORKERS * EACH),
        ],
        {name: (queue.twice(), len(queue.taken)) for name, queue in sides.items()},
    )
