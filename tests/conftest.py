"""Fixtures of the repository's tests: a server on a throw-away database.

`setup/test` says by environment variables where the prepared Odoo is and which
database to copy. These tests run with `-p no:odoo`, apart from the addons' own.
"""

import os
import sys
import xmlrpc.client
from dataclasses import dataclass, field
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "setup"))


@dataclass(frozen=True)
class Server:
    """A running Odoo. The administrator is admin/admin."""

    url: str
    database: str
    odoo: object
    login: str = "admin"
    password: str = "admin"
    known: dict = field(default_factory=dict)

    def proxy(self, service):
        return xmlrpc.client.ServerProxy(
            f"{self.url}/xmlrpc/2/{service}", allow_none=True
        )

    def sign_in(self, login, password):
        """Once for each: a password takes a third of a second."""
        given = (login, password)
        if given not in self.known:
            proxy = self.proxy("common")
            self.known[given] = proxy.authenticate(self.database, *given, {})
        return self.known[given]

    def call(self, model, method, *arguments, login="", password="", **keywords):
        """One XML-RPC call as the administrator, or as the user named."""
        secret = password or self.password
        uid = self.sign_in(login or self.login, secret)
        return self.proxy("object").execute_kw(
            self.database, uid, secret, model, method, arguments, keywords
        )


@pytest.fixture(scope="session")
def prepared_odoo():
    """The Odoo that setup/test prepared, its PostgreSQL running."""
    from property_setup.odoo import Odoo

    odoo = Odoo("test", with_tests=True)
    with odoo.running_server():
        yield odoo


@pytest.fixture(scope="session")
def server(prepared_odoo):
    """A server on a copy of the database with all addons; its log holds no warning."""
    from property_setup import serving
    from property_setup.databases import Databases
    from property_setup.gate import logs

    databases = Databases(prepared_odoo)
    name = f"property_served_{os.getpid()}"
    databases.copy(os.environ["PROPERTY_TEST_DATABASE"], name)
    port = serving.free_port()
    log = Path(os.environ["PROPERTY_TEST_LOGS"]) / f"{name}.log"
    filter_ = f"--db-filter=^{name}$"
    # What the server refuses is logged as a warning; the tests provoke it on purpose.
    refusals = "--log-handler=odoo.http:ERROR"
    options = ("--max-cron-threads=0", filter_, refusals)
    process = prepared_odoo.serve(name, port, log, *options)
    try:
        serving.wait_until_ready(process, port, log)
        yield Server(f"http://127.0.0.1:{port}", name, prepared_odoo)
    finally:
        serving.stop(process)
        databases.drop(name)
    problem = logs.problem(log)
    assert not problem, problem


@pytest.fixture(scope="session")
def data_folder():
    """The shared real data; tests/acceptance runs only where it is."""
    return Path(os.environ["PROPERTY_DATA"])
