"""Run in `odoo shell`: what a new site's database starts with."""

import base64
import json
from pathlib import Path


def settle(env, given):
    """Company, language, time zone, password, units; the answer goes into a file."""
    set_company(env, given)
    set_users(env, given)
    answer = {}
    if given["units"]:
        answer = import_units(env, given)
    env.cr.commit()
    Path(given["answer"]).write_text(json.dumps(answer))


def set_company(env, given):
    company = env.company
    if given["country"]:
        country = env["res.country"].search([("code", "=", given["country"])], limit=1)
        company.write({"country_id": country.id, "currency_id": country.currency_id.id})
    company.resource_calendar_id.tz = given["tz"]


def set_users(env, given):
    usual = {"lang": given["lang"], "tz": given["tz"]}
    env.ref("base.user_admin").write({**usual, "password": given["password"]})
    env.ref("base.public_user").write(usual)
    for name, value in usual.items():
        env["ir.default"].set("res.partner", name, value)


def import_units(env, given):
    """What property_crm answers for the sheet: good rows are kept, bad ones told."""
    path = Path(given["units"])
    content = base64.b64encode(path.read_bytes())
    answer = env["property.sheet.import"].import_file(path.name, content, given["site"])
    env["property.site"].search([]).write({"tz": given["tz"]})
    units = env["property.unit"].search_count([])
    return {"units": units, "problems": list(problems(answer["rows"]))}


def problems(rows):
    for row in rows:
        for error in row["errors"]:
            yield f"row {row['row']}, {error['column']}: {error['message']}"
