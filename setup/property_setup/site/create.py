"""Creating a site: everything is checked before anything is made."""

import json
import re
import secrets
import subprocess
import tempfile
from pathlib import Path

from .. import addons, odoo_source, paths
from ..console import SetupError, log_path, say, step
from ..databases import Databases
from . import manage

NAME = re.compile(r"[a-z][a-z0-9_]{1,40}")
SHEETS = (".csv", ".xlsx")
SHOWN_PROBLEMS = 20
# Run by Odoo's Python: what only its libraries and data know.
KNOWN = """
import csv, json, re, sys
from pathlib import Path
import pytz
base, sheet, addon = sys.argv[1:]
with open(base + "/data/res.lang.csv") as languages:
    known = {"lang": [row["code"] for row in csv.DictReader(languages)]}
with open(base + "/data/res_country_data.xml") as countries:
    codes = re.findall(r'name="code">([A-Za-z]{2})<', countries.read())
    known["country"] = [code.upper() for code in codes]
known["tz"] = list(pytz.all_timezones)
if sheet:
    sys.path.insert(0, addon)
    from tools.sheet_mapping import find_mapping
    from tools.sheet_mapping_condo import CONDO_CONTACT_SHEET, CONDO_PROPERTY_SHEET
    from tools.sheet_mapping_units import UNIT_SHEET
    from tools.sheet_reader import read_sheet
    kinds = [UNIT_SHEET, CONDO_CONTACT_SHEET, CONDO_PROPERTY_SHEET]
    if not find_mapping(read_sheet(Path(sheet).read_bytes()), kinds):
        sys.exit("its columns are not known; building and room are needed")
json.dump(known, sys.stdout)
"""
SCRIPT = Path(__file__).with_name("first_settings.py")


def create(odoo, options):
    check(odoo, options)
    password = options.password or secrets.token_urlsafe(12)
    databases = Databases(odoo)
    new = manage.temporary(options.database)
    try:
        with step(f"Creating {options.database} with {', '.join(options.addons)}"):
            databases.drop(new)
            languages = ",".join(sorted({"en_US", options.lang}))
            odoo.install(new, options.addons, f"--load-language={languages}")
            result = settle(odoo, new, options, password)
        with step("Compiling the assets of the web client"):
            odoo.make_assets(new)
        databases.rename(new, options.database)
    finally:
        databases.drop(new)
    tell(options, password, result)


def check(odoo, options):
    check_name(odoo, options.database)
    wrong = [name for name in options.addons if name not in addons.names()]
    if wrong:
        raise SetupError(
            f"there is no addon {', '.join(wrong)}",
            f"choose from: {', '.join(addons.names())}",
        )
    if options.units and (
        options.units.suffix.lower() not in SHEETS or not options.units.is_file()
    ):
        raise SetupError(f"{options.units} is no .csv or .xlsx file that can be read")
    known = ask_odoo(odoo, options.units)
    for name in ("lang", "country", "tz"):
        value = getattr(options, name)
        if value and value not in known[name]:
            raise SetupError(
                f"--{name} {value} is not known to Odoo", hint(known[name], value)
            )


def check_name(odoo, name):
    if not NAME.fullmatch(name) or name.startswith("property_"):
        raise SetupError(
            f"{name} cannot be the name of a site",
            "small letters, digits and _, first a letter, and not property_ in front",
        )
    if Databases(odoo).exists(name):
        raise SetupError(f"there is a database {name} already", "choose another name")


def hint(known, value):
    near = [item for item in known if item.lower().startswith(value[:2].lower())]
    return f"for example: {', '.join((near or known)[:8])}"


def ask_odoo(odoo, sheet):
    base = odoo_source.addons_folders(odoo.source)[-1] / "base"
    addon = paths.ROOT / "property_crm"
    command = [odoo.python, "-c", KNOWN, base, sheet or "", addon]
    asked = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True
    )
    if asked.returncode:
        problem = asked.stderr.strip().splitlines()[-1]
        raise SetupError(
            f"{sheet} cannot be read: {problem}", "save it again as .csv (UTF-8)"
        )
    return json.loads(asked.stdout)


def settle(odoo, database, options, password):
    """Company, language, time zone, password and units, by a script in `odoo shell`."""
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.json"
        given = {
            "lang": options.lang,
            "country": options.country,
            "tz": options.tz,
            "password": password,
            "units": str(options.units.absolute()) if options.units else "",
            "site": options.site or options.database.upper(),
            "answer": str(answer),
        }
        script = f"{SCRIPT.read_text()}\nsettle(env, {given!r})\n"
        odoo.shell(
            database, script, f"settings-{database}", "the site could not be set up"
        )
        return json.loads(answer.read_text())


def tell(options, password, result):
    say(f"{options.database} is ready: setup/site serve {options.database}")
    say(f"  login admin, password {password}")
    if options.units:
        tell_units(options, result)


def tell_units(options, result):
    """How many units there are, and what was wrong with the other rows."""
    say(f"  {result['units']} units from {options.units.name}")
    problems = result["problems"]
    for problem in problems[:SHOWN_PROBLEMS]:
        say(f"  not taken: {problem}")
    if len(problems) > SHOWN_PROBLEMS:
        log = log_path(f"units-{options.database}")
        log.write_text("\n".join(problems))
        say(f"  {len(problems)} problems in all: {log}")
