"""Installing, updating and uninstalling by Odoo's own runner, its log gated."""

from .. import addons, paths
from ..console import SetupError
from ..databases import Databases
from . import logs, pytest_runs, selection, translations

PREFIX = "property_gate"
REST = paths.ROOT / "tests" / "uninstall"


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


def fresh_copy(gate, source, target):
    Databases(gate.odoo).copy(source, target)
    gate.made.add(target)
    return target


def templates(gate):
    """What the addons stand on; each grows from the one before."""
    for name in addons.names():
        Databases(gate.odoo).template([name])


def installed(gate, chosen):
    """A fresh database with the chosen and what they need; False if that fails."""
    label = chosen[-1] if addons.closure(chosen[-1:]) == chosen else "all"
    if label not in gate.installed:
        gate.installed[label] = install_fresh(gate, label, chosen)
    return gate.installed[label]


def together(gate):
    """The database with all of ours."""
    return installed(gate, addons.names())


def install_fresh(gate, label, chosen):
    template = Databases(gate.odoo).template(chosen)
    database = fresh_copy(gate, template, f"{PREFIX}_{label}")
    wanted = chosen[-1:] if label == chosen[-1] else chosen
    if not attempt(gate, f"{label} installs", gate.odoo.install, database, wanted):
        return False
    attempt(gate, f"{label}: assets", gate.odoo.make_assets, database, True)
    return database


def is_all(name):
    return addons.closure([name]) == addons.names()


def install(gate):
    """Each addon with only what it needs: its state, its terms and its Chinese."""
    templates(gate)
    gate.side_by_side(install_one, addons.names())


def install_one(gate, name):
    if database := installed(gate, addons.closure([name])):
        translations.check(gate, name, database)


def alone(gate):
    """The tests of each addon where there is nothing but what it needs."""
    for name in addons.names():
        database = not is_all(name) and installed(gate, addons.closure([name]))
        if database:
            label, where = f"{name} alone", [f"{name}/tests"]
            pytest_runs.addon_tests(gate, label, where, database, gate.workers)


def all_together(gate):
    if database := together(gate):
        where = [file for name in addons.names() for file in tests_together(name)]
        pytest_runs.addon_tests(gate, "all together", where, database, gate.workers)


def tests_together(name):
    """All tests of the addon that has the others with it; of these what it reaches."""
    return [f"{name}/tests"] if is_all(name) else selection.beside_others(name)


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
    """All that is left opens; its tests of views and rights pass."""
    rest = [other for other in addons.names() if other != name]
    where = [REST, *(file for other in rest for file in selection.lean_tests(other))]
    pytest_runs.addon_tests(gate, f"{label}, the rest", where, database)
