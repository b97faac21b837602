"""Installing, updating and uninstalling by Odoo's own runner, its log gated."""

from .. import addons
from ..console import SetupError
from ..databases import Databases
from . import logs, pytest_runs, translations

PREFIX = "property_gate"


def attempt(gate, name, action, *arguments, **options):
    """Do it; a failure or a warning in its log is a failed check. True if done."""
    try:
        log = action(*arguments, **options)
    except SetupError as error:
        gate.report.check(name, error)
        return False
    gate.report.check(name)
    gate.report.check(f"{name}: log", logs.problem(log))
    return True


def database_of(chosen):
    return f"{PREFIX}_{chosen[-1]}"


def fresh_copy(gate, source, target):
    Databases(gate.odoo).copy(source, target)
    gate.made.add(target)
    return target


def together(gate):
    """The database with all of ours, installed once for the parts that need it."""
    if gate.together is None:
        gate.together = install(gate, addons.names())
    return gate.together


def install(gate, chosen):
    """A fresh database with what `chosen` need, then the last; False if that fails."""
    template = Databases(gate.odoo).template(chosen)
    database = fresh_copy(gate, template, database_of(chosen))
    label = f"{chosen[-1]} installs"
    if not attempt(gate, label, gate.odoo.install, database, chosen[-1:]):
        return False
    attempt(gate, f"{chosen[-1]}: assets", gate.odoo.make_assets, database)
    return database


def is_all(chosen):
    return addons.closure(chosen) == addons.names()


def alone(gate):
    """Each addon on a fresh database with only what it needs, and its tests there."""
    for name in addons.names():
        chosen = addons.closure([name])
        database = together(gate) if is_all([name]) else install(gate, chosen)
        if not database:
            continue
        translations.check(gate, name, database)
        if not is_all([name]):
            pytest_runs.addon_tests(
                gate, f"{name} alone", [f"{name}/tests"], database, gate.workers
            )


def all_together(gate):
    if database := together(gate):
        where = [f"{name}/tests" for name in addons.names()]
        pytest_runs.addon_tests(gate, "all together", where, database, gate.workers)


def update(gate):
    source = together(gate)
    if source:
        database = fresh_copy(gate, source, f"{PREFIX}_update")
        attempt(gate, "all update", gate.odoo.update, database, addons.names())
        gate.drop(database)


def uninstall(gate):
    """Each addon that others do not need leaves, and the rest goes on working."""
    source = together(gate)
    leaves = [name for name in addons.names() if addons.dependents(name) == [name]]
    for name in leaves if source else ():
        database = fresh_copy(gate, source, f"{PREFIX}_uninstall")
        label = f"{name} uninstalls"
        if attempt(gate, label, uninstall_one, gate, database, name):
            check_rest(gate, label, database, name)
        gate.drop(database)


def uninstall_one(gate, database, name):
    log = gate.odoo.run(
        *("module", "uninstall", "-d", database, name),
        name=f"uninstall-{name}",
        what=f"{name} could not be uninstalled",
    )
    state = gate.odoo.states(database)[name]
    if state != "uninstalled":
        raise SetupError(f"{name} is {state} after its uninstallation")
    rest = [other for other in addons.names() if other != name]
    gate.odoo.check_installed(database, rest, log)
    return log


def check_rest(gate, label, database, name):
    rest = [other for other in addons.names() if other != name]
    if rest:
        gate.odoo.make_assets(database)
        where = [f"{other}/tests" for other in rest]
        pytest_runs.addon_tests(
            gate, f"{label}, the rest", where, database, gate.workers
        )
