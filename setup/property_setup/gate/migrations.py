"""Migrations: backups of earlier versions, brought to the present one."""

from .. import addons, paths
from ..console import SetupError
from ..databases import Databases
from . import installs, pytest_runs

FOLDER = paths.ROOT / "tests" / "migrations"


def run(gate):
    for addon in addons.names():
        if any((paths.ROOT / addon / "migrations").glob("19.0.*")):
            check_addon(gate, addon)


def check_addon(gate, addon):
    """Each backup of an earlier version is loaded, updated and tested."""
    backups = sorted(FOLDER.glob(f"{addon}-*.zip"))
    if not backups:
        gate.report.check(
            f"{addon} has migrations",
            f"nothing to try them on: {FOLDER}/{addon}-VERSION.zip, a backup of an "
            "earlier version (`odoo db dump`), is missing",
        )
    for backup in backups:
        check_backup(gate, addon, backup)


def check_backup(gate, addon, backup):
    database = f"{installs.PREFIX}_migration"
    Databases(gate.odoo).drop(database)
    gate.made.add(database)
    gate.odoo.run(
        *("db", "load", database, backup),
        name="migration-load",
        what=f"{backup} could not be loaded",
    )
    label = f"{backup.stem} updates"
    if installs.attempt(gate, label, update, gate, database, addon):
        where = [f"{addon}/tests"]
        pytest_runs.addon_tests(gate, f"{label}, tests", where, database, gate.workers)
        seeded_tests(gate, label, backup, database)
    gate.drop(database)


def update(gate, database, addon):
    log = gate.odoo.update(database, [addon])
    question = f"SELECT latest_version FROM ir_module_module WHERE name = '{addon}'"
    found = gate.odoo.sql.value(question, database)
    wanted = addons.manifests()[addon]["version"]
    if found != wanted:
        raise SetupError(f"{addon} is at {found} after the update, not at {wanted}")
    return log


def seeded_tests(gate, label, backup, database):
    """What the old one held and must hold still: test_ADDON.py beside the backup."""
    tests = backup.with_name(f"test_{backup.stem.split('-')[0]}.py")
    if tests.exists():
        pytest_runs.addon_tests(gate, f"{label}, its data", [tests], database)
