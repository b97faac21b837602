"""What the parts of setup/test share: Odoo, the report, the databases they make."""

import fcntl
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

from .. import paths
from ..console import SetupError, say
from ..databases import Databases
from ..odoo import Odoo
from .report import Report


class Gate:
    def __init__(self, options):
        self.options = options
        self.narrow = bool(options.what)
        self.selects_tests = bool(options.extra) or any(
            "::" in word for word in options.what
        )
        self.workers = min(2, os.cpu_count() or 1)
        self.odoo = Odoo("test", with_tests=True)
        self.report = Report()
        self.folder = paths.STATE / "test"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.installed = {}
        self.made = set()
        self.locked = set()

    def __enter__(self):
        self._locks = ExitStack()
        self._locks.enter_context(self.odoo.running_server())
        return self

    def __exit__(self, *failure):
        try:
            for database in list(self.made):
                self.drop(database)
        finally:
            self._locks.close()

    def drop(self, database):
        Databases(self.odoo).drop(database)
        self.made.discard(database)

    def side_by_side(self, part, given):
        """The part for each that is given, as many at a time as we have workers."""
        with ThreadPoolExecutor(self.workers) as pool:
            list(pool.map(lambda one: self.attempt(part, one), given))

    def attempt(self, part, *given):
        """A part that breaks down is a failure; the others go on."""
        try:
            part(self, *given)
        except SetupError as error:
            self.report.check(part.__name__, f"{error}\n{error.hint}")

    def lock(self, name):
        """Held to the end of the gate: two runs at once must not share a database."""
        if name in self.locked:
            return
        self.locked.add(name)
        locks = paths.STATE / "kept"
        locks.mkdir(parents=True, exist_ok=True)
        lock = (locks / f"{name}.lock").open("a")
        self._locks.callback(lock.close)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"Another setup/test uses {name}: waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
