"""setup/run: a demo database, served on this machine, with its logins printed."""

import argparse

from . import addons, paths
from .console import SetupError, log_path, say, step
from .databases import LANGUAGES, Databases, Kept
from .mail_sink import mail_sink
from .odoo import Odoo
from .serving import check_port, stop, wait_until_ready

DATABASE = "property_demo"
# The password of a demo user is the login: Odoo's own habit, kept by our demo data.
DEMO_USERS = """
    SELECT users.login, partner.name, COALESCE(users.share, FALSE)
      FROM res_users users
      JOIN res_partner partner ON partner.id = users.partner_id
      LEFT JOIN ir_model_data data
        ON data.model = 'res.users' AND data.res_id = users.id
     WHERE users.active
       AND (data.name LIKE '%\\_demo'
            OR (data.module = 'base' AND data.name = 'user_admin'))
     ORDER BY data.module = 'base' DESC, users.share, users.id
"""
# Odoo's services for company data, SMS and letters: asked nowhere in a demo.
NO_SERVICES = """
for key in ('iap.endpoint', 'iap.partner_autocomplete.endpoint', 'sms.endpoint'):
    env['ir.config_parameter'].set_param(key, 'http://127.0.0.1:9')
env.cr.commit()
"""


def parse(arguments):
    parser = argparse.ArgumentParser(prog="setup/run", description=__doc__)
    parser.add_argument("--port", type=int, default=8069, help="default: 8069")
    parser.add_argument(
        "--fresh", action="store_true", help="make the demo database anew"
    )
    return parser.parse_args(arguments)


def main(arguments):
    options = parse(arguments)
    check_port(options.port)
    odoo = Odoo("site")
    with odoo.running_server():
        prepare(odoo, options.fresh)
        serve(odoo, options.port)
    return 0


def prepare(odoo, fresh=False, database=DATABASE):
    """The demo database with our addons as they are now."""
    kept = Kept(odoo, database)
    if fresh or not kept.usable(addons.names()):
        create(odoo, kept)
    elif not kept.current(addons.names()):
        odoo.make_assets(database)


def create(odoo, kept):
    databases = Databases(odoo)
    new = f"{kept.name}_new"
    wanted = addons.hashes(addons.names())
    with step("Creating the demo database in English and Chinese (a minute or two)"):
        databases.drop(new)
        odoo.install(new, addons.names(), "--with-demo", LANGUAGES)
        odoo.shell(new, NO_SERVICES, f"services-{new}", "the demo could not be set up")
    with step("Compiling the assets of the web client"):
        odoo.make_assets(new)
    databases.drop(kept.name)
    databases.rename(new, kept.name)
    kept.remember(wanted)


def serve(odoo, port):
    log = log_path("odoo")
    log.write_bytes(b"")
    with mail_sink(paths.STATE / "mail") as mail_port:
        mail = ("--smtp", "127.0.0.1", "--smtp-port", mail_port)
        process = odoo.serve(DATABASE, port, log, "--max-cron-threads=1", *mail)
        try:
            wait_until_ready(process, port, log)
            announce(odoo, port, log)
            code = process.wait()
            raise SetupError(f"Odoo ended by itself (exit code {code})", f"read {log}")
        finally:
            say("Stopping Odoo ...")
            stop(process)


def announce(odoo, port, log):
    say()
    say(f"Odoo is ready: http://127.0.0.1:{port}")
    say()
    row = "  {:<28} {:<28} {}".format
    say(row("login", "password", "who"))
    for login, name, share in odoo.sql.rows(DEMO_USERS, DATABASE):
        say(row(login, login, f"{name} (portal)" if share == "t" else name))
    say()
    say(f"Mails are not sent but kept in {paths.STATE / 'mail'}; Odoo's log is {log}")
    say("Ctrl-C stops it.")
