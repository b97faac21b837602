"""Migrations: backups of released versions, brought to the present one."""

from pathlib import Path

from .. import addons, paths
from ..console import SetupError
from ..databases import Databases
from . import installs, pytest_runs

FOLDER = paths.ROOT / "tests" / "migrations"
TABLES = """
    SELECT relname, (xpath('/row/c/text()', query_to_xml(
        format('SELECT count(*) AS c FROM %I', relname), true, true, '')))[1]
      FROM pg_class
     WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname
"""
# What an update writes without changing anything: rows of Odoo's own bookkeeping.
BOOKS = ("bus_", "ir_logging", "ir_cron_", "orm_signaling_")


def run(gate):
    migrated = [
        name for name in addons.names() if any((paths.ROOT / name).glob("migrations/*"))
    ]
    if migrated and not backups():
        gate.report.check(
            f"{', '.join(migrated)} migrate",
            f"nothing to try it on: {FOLDER} holds no backup of a released version",
        )
    gate.side_by_side(check_backup, backups())


def check_backup(gate, backup):
    """It is loaded and updated; what it held is asked for afterwards.

    Only the newest is updated twice: the others are at the same version by then.
    """
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
        if backup == backups()[-1]:
            installs.attempt(gate, f"{label} again", update_again, gate, database)
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


def update_again(gate, database):
    """Nothing comes or goes by an update that has nothing to do."""
    before = counted(gate, database)
    log = update(gate, database)
    after = counted(gate, database)
    changed = [
        f"{table}: {before.get(table)} rows before, {after.get(table)} after"
        for table in sorted({*before, *after})
        if before.get(table) != after.get(table) and not table.startswith(BOOKS)
    ]
    if changed:
        raise SetupError("a second update changes: " + "; ".join(changed))
    return log


def counted(gate, database):
    return dict(gate.odoo.sql.rows(TABLES, database))
