"""One prepared Odoo: source, environment, PostgreSQL, data folder, and calls to it."""

import os
import subprocess
from contextlib import contextmanager

from . import environments, odoo_source, paths, postgres
from .console import SetupError, attempt, call, log_path, tail

OPTIONS = """\
[options]
addons_path = {addons_path}
data_dir = {data}
db_host = {host}
db_port = {port}
db_user = {user}
http_interface = 127.0.0.1
list_db = False
max_cron_threads = 0
"""


# What Odoo's own `_pregenerate_assets_bundles` does, but for the tests of others. The
# worker of the bus is in no template.
ASSETS = """
qweb = env["ir.qweb"]
scripts, styles = qweb._get_bundles_to_pregenarate()
for name in sorted({*scripts, "bus.websocket_worker_assets"} - LEFT_OUT):
    qweb._get_asset_bundle(name, css=False, js=True).js()
for name in sorted(styles - LEFT_OUT):
    qweb._get_asset_bundle(name, css=True, js=False).css()
env.cr.commit()
"""
OLD_TESTS = {
    "mail.assets_discuss_public_test_tours",
    "web.qunit_suite_tests",
    "web.tests_assets",
}
TESTS = {
    "web.__assets_tests_call__",
    "web.assets_tests",
    "web.assets_unit_tests",
    "web.assets_unit_tests_setup",
}


class Odoo:
    """What every command works with. `kind`, `site` or `test`, has its own cluster."""

    def __init__(self, kind, with_tests=False):
        self.source = odoo_source.source_folder()
        self.venv = environments.odoo_environment(self.source, with_tests)
        self.python = self.venv / "bin" / "python"
        self.command = self.venv / "bin" / "odoo"
        self.server = postgres.server(kind)
        self.sql = postgres.Psql(self.server.environment)
        self.data = paths.STATE / "data" / kind
        self.conf = paths.STATE / f"odoo-{kind}.conf"

    @contextmanager
    def running_server(self):
        with self.server.running():
            self.write_conf()
            yield self

    def write_conf(self):
        self.data.mkdir(parents=True, exist_ok=True)
        given = self.server.environment
        folders = [
            *odoo_source.addons_folders(self.source),
            self.oca_addons(),
            paths.ROOT,
        ]
        self.conf.write_text(
            OPTIONS.format(
                addons_path=",".join(map(str, folders)),
                data=self.data,
                host=given["PGHOST"],
                port=given["PGPORT"],
                user=given["PGUSER"],
            )
        )

    def oca_addons(self):
        return next(self.venv.glob("lib/python3*/site-packages/odoo/addons"))

    @property
    def environment(self):
        given = self.server.environment
        path = given.get("PATH", os.environ["PATH"])
        return {
            **given,
            "ODOO_RC": str(self.conf),
            "PATH": f"{self.venv / 'bin'}:{path}",
        }

    def filestore(self, database):
        return self.data / "filestore" / database

    def run(self, *arguments, name, what, hint=""):
        """`odoo ARGUMENTS`, its log in the file `name`; returns that file."""
        return call(
            [self.command, *arguments],
            name,
            what,
            hint,
            env=self.environment,
            cwd=paths.ROOT,
        )

    def install(self, database, modules, *options, name=None):
        """Create or extend a database; their state tells, Odoo's exit code does not."""
        log = self.run(
            *(
                "server",
                "-d",
                database,
                "-i",
                ",".join(modules),
                "--stop-after-init",
                *options,
            ),
            name=name or f"install-{database}",
            what=f"{', '.join(modules)} could not be installed",
        )
        self.check_installed(database, modules, log)
        return log

    def update(self, database, modules, name=None):
        log = self.run(
            *("server", "-d", database, "-u", ",".join(modules), "--stop-after-init"),
            name=name or f"update-{database}",
            what=f"{', '.join(modules)} could not be updated in {database}",
        )
        self.check_installed(database, modules, log)
        return log

    def check_installed(self, database, modules, log):
        states = self.states(database)
        absent = [name for name in modules if states.get(name) != "installed"]
        unfinished = [name for name, state in states.items() if state.startswith("to ")]
        if absent or unfinished:
            names = ", ".join(absent or unfinished)
            raise SetupError(
                f"not installed in {database}: {names}; the end of {log}:\n{tail(log)}"
            )

    def states(self, database):
        question = (
            "SELECT name, state FROM ir_module_module WHERE state != 'uninstallable'"
        )
        return dict(self.sql.rows(question, database))

    def shell(self, database, script, name, what):
        """Run a script in `odoo shell`; what it raises is an error here."""
        log = log_path(name)
        log.write_bytes(b"")
        code = attempt(
            [self.command, "shell", "-d", database, "--no-http"],
            log,
            env=self.environment,
            cwd=paths.ROOT,
            stdin=script.encode(),
        )
        if code:
            raise SetupError(f"{what}; the end of {log}:\n{tail(log)}")
        return log

    def make_assets(self, database, with_tests=False):
        """Compile what the browser loads, so that the first page is quick."""
        left_out = OLD_TESTS if with_tests else OLD_TESTS | TESTS
        script = ASSETS.replace("LEFT_OUT", repr(left_out))
        what = "the assets could not be compiled"
        return self.shell(database, script, f"assets-{database}", what)

    def serve(self, database, port, log, *options):
        """Start a server of its own process group; the caller ends it."""
        command = [
            self.command,
            "server",
            "-d",
            database,
            "--http-port",
            str(port),
            *options,
        ]
        with open(log, "ab") as output:
            return subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, **self.environment},
                cwd=paths.ROOT,
                start_new_session=True,
            )
