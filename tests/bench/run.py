"""Benchmarks: ratios against a peer in the same run. Not part of setup/test.

    python3 tests/bench/run.py                      all, 200,000 tickets, 100,000 units
    python3 tests/bench/run.py tickets screens      some of them
    python3 tests/bench/run.py --scale 0.1          with a tenth of the data

Needs nothing but what setup/test prepares. Prints the tables for docs/benchmarks.md.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import xmlrpc.client
from contextlib import ExitStack, contextmanager
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "setup"), str(ROOT)]
PARTS = (
    "tickets",
    "claims",
    "screens",
    "growth",
    "imports",
    "entry",
    "customers",
    "leads",
    "calls",
    "call_logs",
    "survey",
    "assembly",
)
INSIDE = "PROPERTY_BENCH_INSIDE"


class Server:
    """A running Odoo, called over XML-RPC as the administrator or another user."""

    def __init__(self, odoo, database, port, uid=2, password="admin"):
        self.odoo = odoo
        self.database = database
        self.port = port
        self.uid = uid
        self.password = password

    def proxy(self, service):
        return xmlrpc.client.ServerProxy(
            f"http://127.0.0.1:{self.port}/xmlrpc/2/{service}", allow_none=True
        )

    def call(self, model, method, *arguments, **keywords):
        given = (self.database, self.uid, self.password)
        return self.objects.execute_kw(*given, model, method, arguments, keywords)

    @cached_property
    def objects(self):
        return self.proxy("object")

    def as_user(self, login):
        """Return the same server for a user whose password is his login."""
        uid = self.proxy("common").authenticate(self.database, login, login, {})
        return Server(self.odoo, self.database, self.port, uid, login)

    def connect(self):
        from tests.bench.screens import connect

        return connect(self.odoo.server.environment, self.database)


@contextmanager
def served(odoo, source, name):
    """Serve a copy of a database; it is dropped afterwards."""
    from property_setup import serving
    from property_setup.console import log_path
    from property_setup.databases import Databases

    databases = Databases(odoo)
    databases.copy(source, name)
    port, log = serving.free_port(), log_path(name)
    process = odoo.serve(name, port, log, "--max-cron-threads=0", "--log-level=error")
    try:
        serving.wait_until_ready(process, port, log)
        yield Server(odoo, name, port)
    finally:
        serving.stop(process)
        databases.drop(name)


@contextmanager
def both(odoo, label, addon="property_helpdesk"):
    """Serve our addons, and what they stand on without them."""
    with ExitStack() as stack:
        ours, plain = databases_of(odoo, addon)
        yield (
            stack.enter_context(served(odoo, ours, f"bench_{label}_ours")),
            stack.enter_context(served(odoo, plain, f"bench_{label}_plain")),
        )


@cache
def databases_of(odoo, addon="property_helpdesk"):
    """Return the names of a database with our addons, and of one without."""
    from property_setup.databases import Databases

    databases = Databases(odoo)
    plain = databases.template([addon])
    ours = f"{addon}_bench_ours"
    databases.copy(plain, ours)
    odoo.install(ours, [addon], name="install-bench")
    return ours, plain


def bench_tickets(odoo, scale):
    from tests.bench import tickets
    from tests.bench.measure import table

    with both(odoo, "tickets") as (ours, plain):
        rows = tickets.measure(ours, plain)
    head = ["creating over XML-RPC", "ours, ms each", "helpdesk_mgmt, ms each", "times"]
    return table(head, rows)


def bench_leads(odoo, scale):
    from tests.bench import leads
    from tests.bench.measure import table

    with both(odoo, "leads", "property_leads") as (ours, plain):
        rows = leads.measure(ours, plain)
    head = ["prospects over XML-RPC", "ours, ms each", "plain crm, ms each", "times"]
    return table(head, rows)


def bench_calls(odoo, scale):
    from tests.bench import calls
    from tests.bench.measure import ROUNDS, table

    count = int(1_000_000 * scale)
    with both(odoo, "calls", "property_crm") as (ours, plain):
        numbers, found = calls.measure_numbers(ours, plain, count)
        figures = calls.measure_figures(ours, count)
    asked = ROUNDS * len(calls.FORMS)
    head = [f"who calls, of {count:,}", "ours, ms", "plain contacts, ms", "times"]
    return "\n\n".join(
        (
            table(head, numbers),
            f"As the number came in: all found by ours, {found} of {asked} by the"
            " search of plain contacts.",
            table(
                [f"figures of {count:,} calls", "ours, ms", "bare SQL, ms", "times"],
                figures,
            ),
        )
    )


def bench_claims(odoo, scale):
    from tests.bench import claims
    from tests.bench.measure import table

    count = max(int(3000 * scale), claims.LEAST)
    with both(odoo, "claims") as (ours, plain):
        rows, twice = claims.measure(ours, plain, count)
    head = [
        f"taking the next of {count:,}",
        "ours, ms each",
        "helpdesk_mgmt, ms each",
        "times",
    ]
    told = (
        f"{side}: {number} of {taken} taken were somebody else's already"
        for side, (number, taken) in twice.items()
    )
    return table(head, rows) + "\n\n" + "; ".join(told) + "."


def bench_screens(odoo, scale):
    from tests.bench import screens
    from tests.bench.measure import table

    count = int(200_000 * scale)
    with both(odoo, "screens") as (ours, plain):
        for server in (ours, plain):
            screens.fill(server, count, screens.prepare(server))
        rows = screens.measure(ours, plain)
    head = [
        f"at {count:,} tickets",
        "ours, ms",
        "helpdesk_mgmt, ms",
        "times",
        "bare SQL, ms",
        "ours / SQL",
    ]
    return table(head, rows)


def bench_growth(odoo, scale):
    from tests.bench import growth
    from tests.bench.measure import table

    sizes = [int(200_000 * scale), int(1_000_000 * scale)]
    with both(odoo, "growth") as (ours, plain):
        rows = growth.measure(ours, plain, sizes)
    small, large = (f"at {size:,}" for size in sizes)
    head = ["screen"]
    for side in ("ours", "helpdesk_mgmt"):
        head += [f"{side}, ms {small}", f"{large}", "growth exponent"]
    return table([*head, f"times {large}"], rows)


def bench_entry(odoo, scale):
    from tests.bench import entry, screens
    from tests.bench.measure import table

    count = int(200_000 * scale)
    ours, _plain = databases_of(odoo)
    with served(odoo, ours, "bench_entry_ours") as server:
        screens.fill(server, count, screens.prepare(server))
        rows = entry.measure(server)
    head = [f"one line, at {count:,} tickets", "keys", "reading, ms", "saving, ms"]
    return table(head, rows)


def bench_customers(odoo, scale):
    from tests.bench import customers
    from tests.bench.measure import table

    count = int(100_000 * scale)
    with both(odoo, "customers") as (ours, plain):

        def count_queries(script):
            return run_inside(odoo, ours.database, script, "bench-customers")

        rows, counts = customers.measure(ours, plain, count, count_queries)
    head = [f"at {count:,} customers", "ours, ms", "plain contacts, ms", "times"]
    told = (
        f"{queries} queries for a page of {entries} entries (timeline of {who})"
        for who, (entries, queries) in counts.items()
    )
    return table(head, rows) + "\n\n" + "; ".join(told) + "."


def run_inside(odoo, database, script, name):
    """Run a script in Odoo's shell, and return what it has written as JSON."""
    with tempfile.NamedTemporaryFile("r", suffix=".json") as file:
        os.environ["BENCH_RESULT"] = file.name
        odoo.shell(database, script, name, f"{name} failed")
        return json.load(file)


def bench_imports(odoo, scale):
    from tests.bench.measure import table

    count = int(100_000 * scale)
    ours, _plain = databases_of(odoo)
    script = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        f"from tests.bench.imports import main\nmain(env, {count})\n"
    )
    result = run_inside(odoo, ours, script, "bench-imports")
    head = ["units with owners", "api_upsert, ms each", "the other, ms each", "times"]
    per_second = result["count"] / result["seconds"]
    return "\n\n".join(
        (
            table(head, result["pairs"]),
            f"{result['count']:,} units with owners in one transaction:"
            f" {result['seconds']:.0f} s ({per_second:.0f}/s), peak memory of the"
            f" process {result['peak']:.0f} MiB ({result['start']:.0f} before).",
        )
    )


def bench_call_logs(odoo, scale):
    from tests.bench.measure import table

    sizes = [int(30_000 * scale), int(100_000 * scale)]
    ours, _plain = databases_of(odoo, "property_crm")
    script = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        f"from tests.bench.call_logs import main\nmain(env, {sizes})\n"
    )
    result = run_inside(odoo, ours, script, "bench-call-logs")
    head = ["calls of a log", "our import, ms each", "the other, ms each", "times"]
    rows = [
        (
            f"{run['size']:,} rows",
            f"{run['seconds']:.0f} s",
            f"{run['size'] / run['seconds']:.0f}",
            f"{run['again']:.0f} s",
        )
        for run in result["sizes"]
    ]
    sizes_head = ["log of a call centre", "import", "rows a second", "the same again"]
    return table(head, result["pairs"]) + "\n\n" + table(sizes_head, rows)


def bench_survey(odoo, scale):
    from tests.bench.measure import table

    ours, _plain = databases_of(odoo, "property_survey")
    script = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        f"from tests.bench.survey import main\nmain(env, {int(100_000 * scale)})\n"
    )
    result = run_inside(odoo, ours, script, "bench-survey")
    best = result["best"]
    rows = [
        (
            f"our result of {what}",
            f"{best[name]:.2f}",
            f"{best['core']:.2f}",
            f"{best['core'] / best[name]:.1f}",
            f"{best['pandas']:.2f}",
            f"{best['pandas'] / best[name]:.2f}",
        )
        for name, what in (("sheets", "sheets"), ("lines", "core's own lines"))
    ]
    head = [f"{result['count']:,} answers of 50 numbers", "ours, s", "core survey, s"]
    return table([*head, "times", "pandas, s", "times"], rows)


def bench_assembly(odoo, scale):
    from tests.bench import assembly
    from tests.bench.measure import table

    units, owners, ballots = (int(n * scale) for n in (20_000, 15_000, 12_000))
    ours, _plain = databases_of(odoo, "property_crm")
    with served(odoo, ours, "bench_assembly_ours") as server:
        rows = assembly.measure(server, units, owners, ballots)
    head = [
        f"a vote of {units:,} units and {owners:,} owners",
        "ours, s",
        "bare SQL, ms",
        "ours / SQL",
    ]
    return table(head, rows)


def measure(parts, scale):
    from property_setup.odoo import Odoo

    odoo = Odoo("test", with_tests=True)
    with odoo.running_server():
        for name in parts:
            result = globals()[f"bench_{name}"](odoo, scale)
            sys.stdout.write(f"\n{result}\n")
            sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", help=", ".join(PARTS))
    parser.add_argument("--scale", type=float, default=1.0)
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"there is no {', '.join(unknown)}")
    if os.environ.get(INSIDE):
        return measure(options.parts or PARTS, options.scale)
    from property_setup.odoo import Odoo

    # once more with Odoo's own Python, which has the database driver
    command = [Odoo("test", with_tests=True).python, *sys.argv]
    return subprocess.run(command, env=os.environ | {INSIDE: "1"}).returncode


if __name__ == "__main__":
    sys.exit(main())
