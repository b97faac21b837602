"""pytest: on a database for the addons' tests, plain for those of the repository."""

import ast
import os
import subprocess

from .. import paths
from ..console import say
from . import logs, report, shards

SLOWEST_TEST = 900
SETTINGS = {
    "HYPOTHESIS_STORAGE_DIRECTORY": str(paths.STATE / "hypothesis"),
    "PYTHONUNBUFFERED": "1",
}


def addon_tests(gate, name, where, database, workers=0, extra=()):
    """pytest-odoo on an installed database, with a web server and a browser."""
    odoo = gate.odoo
    log = fresh(gate.folder / f"{slug(name)}.odoo.log")
    options = [
        f"--odoo-database={database}",
        "--odoo-http",
        "--odoo-log-level=warn",
        f"--odoo-extra=logfile={log}",
        f"--odoo-extra=screenshots={gate.folder / 'screenshots'}",
    ]
    arguments = [*options, *spread(workers, "loadscope", where), *extra]
    run(gate, name, arguments, odoo.environment, where)
    gate.report.check(f"{name}: Odoo's log", logs.problem(log, may_be_empty=True))


def repository_tests(gate, name, where, environment, workers=0, extra=()):
    """Plain pytest: these talk to the commands and to running servers."""
    without_odoo = {**gate.odoo.environment, **environment, "ODOO_RC": ""}
    arguments = ["-p", "no:odoo", *spread(workers, "loadfile", where), *extra]
    run(gate, name, arguments, without_odoo, where)


def spread(workers, how, where):
    """What to run; by several workers those that take long first."""
    if not workers:
        return where
    spread = ["-n", str(workers), "--dist", how, "--no-loadscope-reorder"]
    return [*spread, *long_first(where)]


def long_first(where):
    """No worker is left alone with a long file at the end."""
    kept = shards.known()
    files = [file for place in where for file in sorted(test_files(place))]
    return sorted(files, key=lambda file: -shards.seconds(file, kept))


def run(gate, name, arguments, environment, where):
    results = fresh(gate.folder / f"{slug(name)}.xml")
    command = [
        gate.odoo.python,
        "-m",
        "pytest",
        "-q",
        "-ra",
        f"--timeout={SLOWEST_TEST}",
    ]
    command += [f"--junit-xml={results}", "--color=no", *arguments]
    output = fresh(gate.folder / f"{slug(name)}.log")
    code = follow(command, output, environment, gate.narrow)
    least = count_defined(where) if not gate.selects_tests else 1
    gate.report.tests(name, results, least)
    if not gate.selects_tests and results.exists():
        shards.remember(results)
    if code and not gate.narrow:
        say(report.indented(output.read_text(errors="replace")))
    if code and not report.count_tests(results)["failed"]:
        gate.report.check(name, f"pytest ended with exit code {code}; read {output}")


def follow(command, output, environment, visible):
    """Run pytest into a file; show it set off, so that its last line is not ours."""
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=paths.ROOT,
        env={**os.environ, **SETTINGS, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    with output.open("w") as copy:
        for line in process.stdout:
            copy.write(line)
            if visible:
                say(f"    | {line.rstrip()}")
    return process.wait()


def count_defined(where):
    """How many tests the sources hold, so that none is lost without a word."""
    files = [file for place in where for file in test_files(place)]
    return max(1, sum(map(count_in, files)))


def test_files(place):
    place = paths.ROOT / place
    return place.rglob("test_*.py") if place.is_dir() else [place]


def count_in(path):
    return sum(
        isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        for node in ast.walk(ast.parse(path.read_text()))
    )


def fresh(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    return path


def slug(name):
    return "".join(letter if letter.isalnum() else "-" for letter in name)
