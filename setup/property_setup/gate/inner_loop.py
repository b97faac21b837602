"""Narrowed runs: named parts, addons, files or tests, on databases that are kept."""

import subprocess
from dataclasses import dataclass

from .. import addons, paths
from ..console import SetupError, step
from ..databases import Databases, Kept
from . import PARTS, installs, jobs, pytest_runs, repository
from .installs import ALL

PREFIX = "property_kept"
TESTS = "tests"


@dataclass(frozen=True)
class Target:
    """A word of the command line: a part of the gate, or tests of ours."""

    kind: str
    name: str
    places: tuple = ()
    expression: str = ""


def target(word):
    if word in PARTS:
        return Target("part", word)
    place = word.split("::")[0].rstrip("/")
    path = (paths.ROOT / place).resolve()
    if path.exists() and paths.ROOT in path.parents:
        return target_of_path(str(path.relative_to(paths.ROOT)), word)
    return target_of_name(word)


def target_of_path(relative, word):
    _place, mark, node = word.partition("::")
    owner = relative.split("/")[0]
    if owner in addons.names():
        within = f"{relative}/tests" if relative == owner else relative
        return Target("tests", owner, (f"{within}{mark}{node}",))
    if owner == TESTS:
        return Target("tests", TESTS, (f"{relative}{mark}{node}",))
    raise unknown(word)


def target_of_name(word):
    """Tests by the name of their function or class."""
    pattern = rf"(def|class) {word}\b"
    command = ["git", "grep", "--untracked", "-lE", pattern, "--", "*/test_*.py"]
    found = subprocess.run(command, cwd=paths.ROOT, capture_output=True, text=True)
    files = found.stdout.split() if word.isidentifier() else []
    owners = {file.split("/")[0] for file in files}
    if len(owners) != 1:
        raise unknown(word, files)
    return Target("tests", owners.pop(), tuple(files), word)


def unknown(word, files=()):
    if files:
        return SetupError(
            f"{word} is in several places", f"name one of: {', '.join(files)}"
        )
    known = ", ".join([*PARTS, *addons.names()])
    return SetupError(
        f"{word} is no part, addon, file or test",
        f"name a file, a test, or one of: {known}",
    )


def run(gate, targets):
    gate.selects_tests = gate.selects_tests or any(one.expression for one in targets)
    parts = [PARTS[one.name] for one in targets if one.kind == "part"]
    jobs.run(gate, [job for part in parts for job in part(gate)])
    for owner in dict.fromkeys(one.name for one in targets if one.kind != "part"):
        run_tests(gate, owner, [one for one in targets if one.name == owner])


def run_tests(gate, owner, targets):
    """All that is named of one addon, or of tests/, in one run of pytest."""
    places = [place for one in targets for place in one.places]
    words = [one.expression for one in targets if one.expression]
    extra = [*(["-k", " or ".join(words)] if words else []), *gate.options.extra]
    if owner == TESTS:
        database = kept_database(gate, ALL)
        given = repository.environment(gate, database)
        pytest_runs.repository_tests(gate, owner, places, given, extra=extra)
    else:
        database = kept_database(gate, owner)
        workers = gate.workers if places == [f"{owner}/tests"] and not extra else 0
        pytest_runs.addon_tests(gate, owner, places, database, workers, extra)


def kept_database(gate, addon):
    """The kept database of an addon, made or updated only if need be."""
    chosen = addons.names() if addon == ALL else addons.closure([addon])
    name = f"{PREFIX}_{installs.label_of(chosen)}"
    gate.lock(name)
    kept = Kept(gate.odoo, name)
    if gate.options.fresh or not kept.usable(chosen):
        make(gate, kept, chosen)
    else:
        kept.current(chosen)
    return name


def make(gate, kept, chosen):
    databases = Databases(gate.odoo)
    template = databases.template(chosen)
    wanted = addons.hashes(chosen)
    with step(f"Making {kept.name}"):
        kept.stamp.unlink(missing_ok=True)
        databases.copy(template, kept.name)
        gate.odoo.install(kept.name, chosen)
        gate.odoo.make_assets(kept.name, with_tests=True)
    kept.remember(wanted)
