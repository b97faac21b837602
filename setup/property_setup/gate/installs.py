"""Installing, updating and uninstalling by Odoo's own runner, its log gated."""

import threading

from .. import addons, paths
from ..console import SetupError
from ..databases import Databases
from . import logs, pytest_runs, selection, translations, unchanged
from .jobs import TOOLS, Job

PREFIX = "property_gate"
REST = paths.ROOT / "tests" / "uninstall"
ALL = "all"


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


def is_all(name):
    return addons.closure([name]) == addons.names()


def label_of(chosen):
    """What a set of addons is called: one and what it needs, or all."""
    return ALL if is_whole_by_sum(chosen) else chosen[-1]


def is_whole_by_sum(chosen):
    return chosen == addons.names() and not is_all(chosen[-1])


def install_job(chosen):
    return f"install {label_of(chosen)}"


# Templates


def template_jobs(gate):
    """What the addons stand on; each grows from what those it needs stand on."""
    return [template_job(name) for name in addons.names()]


def template_job(name):
    def make(gate):
        Databases(gate.odoo).template([name])

    before = addons.closure([name])[:-1][-1:]
    needs = tuple(f"template {other}" for other in before)
    return Job(f"template {name}", make, needs, 30)


# Databases with the addons


def install_jobs(gate):
    """Each addon with only what it needs; all, where no addon needs all others."""
    jobs = [
        Job(
            f"install {name}",
            lambda gate, name=name: install_one(gate, name),
            (f"template {name}", TOOLS),
            60,
        )
        for name in addons.names()
    ]
    if whole := whole_by_sum():
        needs = (install_job(most_of(whole)),)
        jobs.append(Job(install_job(whole), together, needs, 45))
    return jobs


def whole_by_sum():
    return addons.names() if is_whole_by_sum(addons.names()) else None


def install_one(gate, name):
    """Its state, its terms and its Chinese."""
    if database := installed(gate, addons.closure([name])):
        translations.check(gate, name, database)


def together(gate):
    """The database with all of ours."""
    return installed(gate, addons.names())


def installed(gate, chosen):
    """A database with the chosen and what they need; False if that fails."""
    label = label_of(chosen)
    with gate.installing.setdefault(label, threading.Lock()):
        if label not in gate.installed:
            make = join if label == ALL else install_fresh
            gate.installed[label] = make(gate, label, chosen)
        return gate.installed[label]


def install_fresh(gate, label, chosen):
    template = Databases(gate.odoo).template(chosen)
    return install_into(gate, template, label, chosen[-1:])


def join(gate, label, chosen):
    """The others come to where most are. All at once is what the wheels try."""
    most = most_of(chosen)
    source = installed(gate, most)
    rest = [name for name in chosen if name not in most]
    return source and install_into(gate, source, label, rest)


def most_of(chosen):
    """The addon that has most of the chosen with it, with these."""
    return max((addons.closure([name]) for name in chosen), key=len)


def install_into(gate, source, label, wanted):
    database = fresh_copy(gate, source, f"{PREFIX}_{label}")
    if not attempt(gate, f"{label} installs", gate.odoo.install, database, wanted):
        return False
    attempt(gate, f"{label}: assets", gate.odoo.make_assets, database, True)
    return database


# Updating and uninstalling


def update_jobs(gate):
    return [Job("update", update, (install_job(addons.names()),), 60)]


def update(gate):
    """All of ours are updated, which changes nothing."""
    if source := together(gate):
        database = fresh_copy(gate, source, f"{PREFIX}_update")
        given = (gate, database, addons.names())
        attempt(gate, "all update", unchanged.update, *given)
        gate.drop(database)


def uninstall_jobs(gate):
    """Each addon that others do not need leaves, and the rest goes on working."""
    leaves = [name for name in addons.names() if addons.dependents(name) == [name]]
    needs = (install_job(addons.names()),)
    return [
        Job(
            f"uninstall {name}",
            lambda gate, name=name: uninstall(gate, name),
            needs,
            75,
        )
        for name in leaves
        if len(addons.names()) > 1
    ]


def uninstall(gate, name):
    if source := together(gate):
        database = fresh_copy(gate, source, f"{PREFIX}_without_{name}")
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
    """All that is left opens; the tests of views and rights of what it reached pass."""
    where = [REST, *selection.left_by(name)]
    pytest_runs.addon_tests(gate, f"{label}, the rest", where, database)
