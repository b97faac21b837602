"""Migrations: backups of released versions, brought to the present one."""

from pathlib import Path

from .. import addons, paths
from ..console import SetupError
from ..databases import Databases
from . import installs, pytest_runs
from .jobs import TOOLS, Job

FOLDER = paths.ROOT / "tests" / "migrations"


def jobs(gate):
    """One for each backup; they need nothing of the rest of the run but the tools."""
    migrated = [
        name for name in addons.names() if any((paths.ROOT / name).glob("migrations/*"))
    ]
    if migrated and not backups():
        return [Job("migrations", lambda gate: tell_that_none_is_there(gate, migrated))]
    return [
        Job(
            f"update {backup.stem}",
            lambda gate, backup=backup: check_backup(gate, backup),
            (TOOLS,),
            70,
        )
        for backup in backups()
    ]


def tell_that_none_is_there(gate, migrated):
    gate.report.check(
        f"{', '.join(migrated)} migrate",
        f"nothing to try it on: {FOLDER} holds no backup of a released version",
    )


def check_backup(gate, backup):
    """It is loaded and updated; what it held is asked for afterwards."""
    database = f"{installs.PREFIX}_migration_{slug(backup)}"
    Databases(gate.odoo).drop(database)
    gate.made.add(database)
    gate.odoo.run(
        *("db", "load", database, backup),
        name=f"migration-load-{slug(backup)}",
        what=f"{backup} could not be loaded",
    )
    label = f"{backup.stem} updates"
    if installs.attempt(gate, label, update, gate, database):
        where = tests_of(backup)
        pytest_runs.addon_tests(gate, f"{label}, its data", where, database)
    gate.drop(database)


def backups():
    """Those of all released versions, the newest last."""
    return sorted(FOLDER.glob("*.zip"), key=lambda file: version_of(file.stem))


def version_of(text):
    return [int(part) for part in text.split(".")]


def slug(backup):
    return backup.stem.replace(".", "_")


def tests_of(backup):
    """Those of every backup, and those of what only this version had."""
    own = FOLDER / f"test_from_{slug(backup)}.py"
    return [*sorted(FOLDER.glob("test_property_*.py")), *filter(Path.exists, [own])]


def update(gate, database):
    """All of ours in it come to the version of their manifest."""
    states = gate.odoo.states(database)
    ours = [name for name in addons.names() if states.get(name) == "installed"]
    log = gate.odoo.update(database, ours)
    question = (
        "SELECT name, latest_version FROM ir_module_module WHERE state = 'installed'"
    )
    found = dict(gate.odoo.sql.rows(question, database))
    for name in ours:
        wanted = addons.manifests()[name]["version"]
        if found[name] != wanted:
            raise SetupError(f"{name} is at {found[name]} after it, not at {wanted}")
    return log
