"""setup/site: the databases of property sites, one by one.

  setup/site create lakeside --addons property_crm,property_helpdesk \\
      --lang zh_CN --country CN --tz Asia/Shanghai --units units.xlsx
  setup/site list
  setup/site serve lakeside
  setup/site backup lakeside lakeside.zip
  setup/site restore lakeside.zip lakeside2
  setup/site upgrade lakeside
  setup/site remove lakeside2
"""

import argparse
from pathlib import Path

from . import addons
from .odoo import Odoo
from .site import backup, create, manage


def parse(arguments):
    parser = argparse.ArgumentParser(
        prog="setup/site",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add_create(commands)
    add_others(commands)
    return parser.parse_args(arguments)


def add_create(commands):
    parser = commands.add_parser("create", help="create a site's database")
    parser.set_defaults(action=create.create)
    parser.add_argument("database", help="small letters, digits and _")
    parser.add_argument(
        "--addons",
        type=lambda text: text.split(","),
        default=addons.names(),
        help=f"comma-separated; default: {','.join(addons.names())}",
    )
    parser.add_argument("--lang", default="en_US", help="default: en_US")
    parser.add_argument("--country", help="two letters, such as CN")
    parser.add_argument(
        "--tz", default="UTC", help="such as Asia/Shanghai; default: UTC"
    )
    parser.add_argument("--units", type=Path, help="a sheet of units, .csv or .xlsx")
    parser.add_argument(
        "--site", help="code of the site of rows that name none; default: DATABASE"
    )
    parser.add_argument(
        "--password", help="of the user admin; default: a random one, printed"
    )


def add_others(commands):
    listing = commands.add_parser("list", help="list the sites")
    listing.set_defaults(action=manage.list_sites)
    saving = commands.add_parser("backup", help="database and files into one file")
    saving.set_defaults(action=backup.backup)
    saving.add_argument("database")
    saving.add_argument("file", type=Path)
    loading = commands.add_parser("restore", help="a backup into a new database")
    loading.set_defaults(action=backup.restore)
    loading.add_argument("file", type=Path)
    loading.add_argument("database")
    upgrading = commands.add_parser("upgrade", help="bring the addons up to date")
    upgrading.set_defaults(action=manage.upgrade)
    upgrading.add_argument("database")
    removing = commands.add_parser("remove", help="remove for good, after confirmation")
    removing.set_defaults(action=manage.remove)
    removing.add_argument("database")
    removing.add_argument("--yes", action="store_true", help="do not ask")
    serving = commands.add_parser("serve", help="start Odoo on one site")
    serving.set_defaults(action=manage.serve)
    serving.add_argument("database")
    serving.add_argument("--port", type=int, default=8069, help="default: 8069")


def main(arguments):
    options = parse(arguments)
    odoo = Odoo("site")
    with odoo.running_server():
        options.action(odoo, options)
    return 0
