"""A log like that of a bank's call centre: made, imported, counted, imported again.

Calls come at random with a rate for each half hour, agents talk as long as agents do,
and who waits longer than he will hangs up. The values are invented; a seed makes them
the same each time. Runs inside ``odoo shell``; what it commits is in a database copied
for it.
"""

import base64
import csv
import heapq
import io
import json
import os
import random
from datetime import datetime, timedelta

from .measure import clock, in_turn, line

HEADER = (
    "vru+line,call_id,customer_id,priority,type,date,vru_entry,vru_exit,vru_time,"
    "q_start,q_exit,q_time,outcome,ser_start,ser_exit,ser_time,server"
)
START = datetime(1999, 1, 4)
AGENTS = [f"AGENT{number:02}" for number in range(6)]
SERVICE, PATIENCE, MENU = 210, 300, 9  # seconds on average
BUSY = (0, 0, 0, 0, 0, 0, 0, 20, 60, 95, 105, 100, 95, 90, 95, 100, 95, 80, 60, 50, 45)
QUIET_HOUR = 25
PAIRS = 1000  # rows in the comparison with Odoo's own import
NEVER = "0:00:00"


def make_calls(count, seed=1999):
    """Yield ``(moment, menu, wait, talk, agent)``; no talk: hung up in the queue."""
    chance = random.Random(seed)
    free = [(0.0, name) for name in AGENTS]
    heapq.heapify(free)
    now = 0.0
    for _number in range(count):
        hour = int(now // 3600) % 24
        rate = BUSY[hour] if hour < len(BUSY) else QUIET_HOUR
        now += chance.expovariate(max(rate, QUIET_HOUR) / 3600)
        menu = max(1, round(chance.expovariate(1 / MENU)))
        offered = now + menu
        ready, agent = free[0]
        wait = max(0, round(ready - offered))
        patience = round(chance.expovariate(1 / PATIENCE))
        moment = START + timedelta(seconds=round(now))
        if wait > patience:
            yield moment, menu, patience, 0, ""
            continue
        talk = max(5, round(chance.lognormvariate(4.9, 0.85)))
        heapq.heapreplace(free, (offered + wait + talk, agent))
        yield moment, menu, wait, talk, agent


def make_log(count, seed=1999):
    """Return the file, and what it must come to."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER.split(","))
    totals = {"answered": 0, "hung_up": 0, "wait": 0, "talk": 0}
    for number, call in enumerate(make_calls(count, seed), 1):
        writer.writerow(make_row(number, *call))
        _moment, _menu, wait, talk, agent = call
        totals["answered" if agent else "hung_up"] += 1
        totals["talk"] += talk
        totals["wait"] += wait if agent else 0
    return text.getvalue().encode(), totals


def make_row(number, moment, menu, wait, talk, agent):
    offered = moment + timedelta(seconds=menu)
    answered = offered + timedelta(seconds=wait)
    ended = answered + timedelta(seconds=talk)
    queue = [f"{offered:%H:%M:%S}", f"{answered:%H:%M:%S}", wait]
    served = [f"{answered:%H:%M:%S}", f"{ended:%H:%M:%S}", talk, agent]
    return [
        f"AA01{number % 30:02}",
        number,
        number % 5000,
        number % 3,
        ("PS", "NE", "IN", "NW")[number % 4],
        f"{moment:%y%m%d}",
        f"{moment:%H:%M:%S}",
        f"{offered:%H:%M:%S}",
        menu,
        *queue,
        "AGENT" if agent else "HANG",
        *(served if agent else [NEVER, NEVER, 0, "NO_SERVER"]),
    ]


def start(env, content, name):
    """Return a log that waits for the job, as the dialog leaves it."""
    wizard = env["property.sheet.import"].create(
        {"file": base64.b64encode(content), "filename": name, "tz": "UTC"}
    )
    wizard.action_read()
    return env["property.call.log"].browse(wizard.action_start()["res_id"])


def import_log(env, content, name):
    """Import by the job, batch by batch, each committed; return the log."""
    log = start(env, content, name)
    env.cr.commit()
    env["property.call.log"]._cron_import()
    return log


def count_calls(env):
    """Return what the figures say of all calls."""
    env.flush_all()
    names = ("offered_count:sum", "answered_count:sum", "short_count:sum")
    times = ("abandoned_count:sum", "answer_speed:avg", "talk_time:avg")
    report = env["property.call.report"]
    ((_offered, answered, short, abandoned, speed, talk),) = report._read_group(
        [("call_id.sender", "=", "sheet")], [], [*names, *times]
    )
    return {
        "answered": answered,
        "hung_up": abandoned + short,
        "wait": round(speed * answered),
        "talk": round(talk * answered),
    }


def in_pairs(env):
    """Compare with Odoo's own import of the same calls into the same model."""
    reader = csv.reader(io.StringIO(make_log(PAIRS, seed=7)[0].decode()))
    rows = list(reader)[1:]
    names = ["external_key", "offered_at", "answered_at", "ended_at", "agent_name"]

    def by_load(number):
        env["property.call"].load(names, [to_call(row, number) for row in rows])
        env.flush_all()

    def by_log(number):
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(HEADER.split(","))
        writer.writerows([row[0], f"P{number}-{row[1]}", *row[2:]] for row in rows)
        content = base64.b64encode(text.getvalue().encode()).decode()
        answer = env["property.sheet.import"].import_file("pairs.csv", content)
        assert answer["counts"]["created"] == PAIRS, answer["counts"]

    best = in_turn({"log": by_log, "load": by_load}, rounds=5)
    return line("against Odoo's import", best, "log", "load", PAIRS)


def to_call(row, number):
    """Return a row of the log as whoever uses Odoo's import would prepare it."""
    day = datetime.strptime(row[5], "%y%m%d")

    def at(text):
        hours, minutes, seconds = map(int, text.split(":"))
        return day + timedelta(hours=hours, minutes=minutes, seconds=seconds)

    offered = at(row[9])
    ended = offered + timedelta(seconds=int(row[11]))
    answered = ended if row[16] != "NO_SERVER" else ""
    ended += timedelta(seconds=int(row[15]))
    agent = row[16] if answered else ""
    return [f"L{number}-{row[1]}", str(offered), str(answered), str(ended), agent]


def measure_size(env, size):
    """Import a log of that size twice; its figures are those of who made it."""
    env["property.call"].search([("sender", "=", "sheet")]).unlink()
    content, totals = make_log(size)
    seconds, log = clock(lambda: import_log(env, content, f"{size}.csv"))
    assert (log.state, log.created_count) == ("done", size), log.read()
    assert count_calls(env) == totals, (count_calls(env), totals)
    again, log = clock(lambda: import_log(env, content, f"{size}.csv"))
    assert log.unchanged_count == size, log.read()
    return {"size": size, "seconds": seconds, "again": again}


def main(env, sizes):
    """Print the measurements as JSON for ``run.py``."""
    env = env(user=env.ref("base.user_admin"))
    pairs = in_pairs(env)
    env.cr.rollback()
    results = [measure_size(env, size) for size in sizes]
    with open(os.environ["BENCH_RESULT"], "w", encoding="utf-8") as file:
        json.dump({"pairs": [pairs], "sizes": results}, file)
