"""What the parts of setup/test share: Odoo, the report, the databases they make."""

import fcntl
import os
from contextlib import ExitStack

from .. import paths
from ..console import say
from ..databases import Databases
from ..odoo import Odoo
from .report import Report

MOST_WORKERS = 4


class Gate:
    def __init__(self, options):
        self.options = options
        self.narrow = bool(options.what)
        self.selects_tests = bool(options.extra) or any(
            "::" in word for word in options.what
        )
        self.workers = min(MOST_WORKERS, os.cpu_count() or 1)
        self.odoo = Odoo("test", with_tests=True)
        self.report = Report()
        self.folder = paths.STATE / "test"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.installed = {}
        self.installing = {}
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
