"""Databases with their filestore: copy, drop, rename; kept ones follow the code."""

import json
import os
import shutil
import threading

from . import addons, paths
from .console import step
from .environments import fingerprint

TEMPLATE = "property_template"
# The first is the default of a new database.
LANGUAGES = "--load-language=en_US,zh_CN"

# {name of a template: lock}: jobs of a gate ask for the same side by side.
making = {}


class Databases:
    def __init__(self, odoo):
        self.odoo = odoo
        self.sql = odoo.sql

    def names(self):
        question = "SELECT datname FROM pg_database WHERE NOT datistemplate"
        names = {row[0] for row in self.sql.rows(question)}
        return sorted(names - {"postgres"})

    def exists(self, name):
        return name in self.names()

    def drop(self, name):
        self.sql.rows(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        shutil.rmtree(self.odoo.filestore(name), ignore_errors=True)

    def rename(self, old, new):
        """The filestore first: no database has a real name without its files."""
        self.disconnect(old)
        shutil.rmtree(self.odoo.filestore(new), ignore_errors=True)
        if self.odoo.filestore(old).exists():
            self.odoo.filestore(old).rename(self.odoo.filestore(new))
        self.sql.rows(f'ALTER DATABASE "{old}" RENAME TO "{new}"')

    def replace(self, name, new):
        """`new` takes the place of `name`; until the last moment `name` is whole."""
        old = f"{new}_old"
        self.rename(name, old)
        self.rename(new, name)
        self.drop(old)

    def disconnect(self, name):
        self.sql.rows(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            f"WHERE datname = '{name}' AND pid != pg_backend_pid()"
        )

    def copy(self, source, target):
        """A copy by files; those of the filestore are linked, they never change."""
        self.drop(target)
        self.disconnect(source)
        strategy = "STRATEGY file_copy" if self.sql.version() >= 15 else ""
        self.sql.rows(f'CREATE DATABASE "{target}" TEMPLATE "{source}" {strategy}')
        if self.odoo.filestore(source).exists():
            shutil.copytree(
                self.odoo.filestore(source),
                self.odoo.filestore(target),
                copy_function=link_or_copy,
            )

    def template(self, chosen):
        """A database with what the chosen addons need, but without them."""
        modules = addons.foreign(chosen)
        lock = (paths.REQUIREMENTS / "odoo.lock").read_text()
        mark = fingerprint(lock, self.odoo.source, LANGUAGES, *modules)
        name = f"{TEMPLATE}_{mark}"
        with making.setdefault(name, threading.Lock()):
            if not self.exists(name):
                smaller = self.smaller_template(chosen)
                with step(f"Making the template database for {', '.join(chosen)}"):
                    self.make_template(name, modules, smaller)
        return name

    def smaller_template(self, chosen):
        """The template of what the addons stand on, to start from."""
        rest = addons.closure(chosen)[:-1]
        return self.template(rest) if rest else None

    def make_template(self, name, modules, smaller):
        new = f"{name}_tmp"
        if smaller:
            self.copy(smaller, new)
        else:
            self.drop(new)
        self.odoo.install(new, modules, LANGUAGES)
        self.rename(new, name)


def link_or_copy(source, target):
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


class Kept:
    """A database that is kept between runs and updated only when its addons changed."""

    def __init__(self, odoo, name):
        self.odoo = odoo
        self.name = name
        self.databases = Databases(odoo)
        self.stamp = paths.STATE / "kept" / f"{name}.json"

    def current(self, chosen):
        """Make the database fit the addons as they are; say whether it did already."""
        wanted = addons.hashes(chosen)
        known = self.known()
        stale = [name for name in wanted if known.get(name) != wanted[name]]
        if stale:
            self.stamp.unlink(missing_ok=True)
            with step(f"Updating {', '.join(stale)} in {self.name}"):
                self.odoo.update(self.name, stale)
            self.remember(wanted)
        return not stale

    def known(self):
        """{addon: hash} of what is in the database."""
        if not self.databases.exists(self.name) or not self.stamp.exists():
            return {}
        return json.loads(self.stamp.read_text())

    def usable(self, chosen):
        """Whether it has exactly these addons; an interrupted one has no stamp."""
        return set(self.known()) == set(addons.closure(chosen))

    def remember(self, wanted):
        self.stamp.parent.mkdir(parents=True, exist_ok=True)
        self.stamp.write_text(json.dumps(wanted, indent=1))
