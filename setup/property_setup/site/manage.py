"""Listing, upgrading, serving and removing sites."""

import sys

from ..console import SetupError, log_path, say, step
from ..databases import Databases
from ..serving import check_port, stop, wait_until_ready

TEMPORARY = "property_tmp_"
INSTALLED = """
    SELECT name, latest_version FROM ir_module_module
     WHERE state = 'installed' AND name LIKE 'property\\_%' ORDER BY name
"""
HAS_MODULES = "SELECT to_regclass('ir_module_module') IS NOT NULL"


def temporary(name):
    """A name that no site has: what is made under it is either renamed or dropped."""
    return f"{TEMPORARY}{name}"


def installed(odoo, database):
    """{addon of ours: version} in a database; empty if it is none of Odoo's."""
    if odoo.sql.value(HAS_MODULES, database) != "t":
        return {}
    return dict(odoo.sql.rows(INSTALLED, database))


def sites(odoo):
    """{database: its addons}; test and half-made databases are no sites."""
    names = [name for name in Databases(odoo).names() if not name.startswith(TEMPORARY)]
    found = {name: installed(odoo, name) for name in names}
    return {name: versions for name, versions in found.items() if versions}


def check_site(odoo, name):
    if name not in sites(odoo):
        known = ", ".join(sites(odoo)) or "none"
        raise SetupError(f"there is no site {name}", f"sites: {known}")


def check_unused(odoo, name):
    question = f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{name}'"
    if odoo.sql.value(question) != "0":
        raise SetupError(
            f"{name} is in use", "stop the Odoo that serves it, then call again"
        )


def list_sites(odoo, options):
    row = "{:<24} {:>9} {:<14} {}".format
    say(row("site", "size", "languages", "addons"))
    for name, versions in sites(odoo).items():
        size = odoo.sql.value(f"SELECT pg_size_pretty(pg_database_size('{name}'))")
        languages = odoo.sql.rows(
            "SELECT code FROM res_lang WHERE active ORDER BY code", name
        )
        told = ", ".join(f"{addon} {version}" for addon, version in versions.items())
        say(row(name, size, ",".join(code for (code,) in languages), told))


def upgrade(odoo, options):
    """On a copy that takes the site's place only when it went well."""
    check_site(odoo, options.database)
    check_unused(odoo, options.database)
    databases = Databases(odoo)
    new = temporary(options.database)
    with step(f"Upgrading a copy of {options.database}"):
        databases.copy(options.database, new)
        try:
            odoo.update(new, list(installed(odoo, new)))
            odoo.make_assets(new)
            check_unused(odoo, options.database)
            databases.replace(options.database, new)
        finally:
            databases.drop(new)
    say(f"{options.database} is up to date")


def remove(odoo, options):
    check_site(odoo, options.database)
    if not options.yes:
        confirm(options.database)
    Databases(odoo).drop(options.database)
    say(f"{options.database} is removed")


def confirm(name):
    if not sys.stdin.isatty():
        raise SetupError(f"{name} is not removed without confirmation", "give --yes")
    if input(f"Type {name} to remove it for good: ").strip() != name:
        raise SetupError(f"{name} is not removed", "")


def serve(odoo, options):
    check_site(odoo, options.database)
    check_port(options.port)
    log = log_path(f"odoo-{options.database}")
    filter_ = f"--db-filter=^{options.database}$"
    process = odoo.serve(
        options.database, options.port, log, "--max-cron-threads=2", filter_
    )
    try:
        wait_until_ready(process, options.port, log)
        say(f"{options.database} is served: http://127.0.0.1:{options.port}")
        say(f"Odoo's log is {log}. Ctrl-C stops it.")
        code = process.wait()
        raise SetupError(f"Odoo ended by itself (exit code {code})", f"read {log}")
    finally:
        stop(process)
