"""Run in `odoo shell`: what a new site's database starts with."""

import json


def settle(env, given):
    """Company, language, time zone, password, units; the answer goes into a file."""
    set_company(env, given)
    set_users(env, given)
    answer = import_units(env, given["units"]) if given["units"] else {}
    env.cr.commit()
    with open(given["answer"], "w") as file:
        json.dump(answer, file)


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


def import_units(env, path):
    with open(path, "rb") as sheet:
        return env["property.sheet.import"].import_file(
            path.rsplit("/", 1)[-1], sheet.read()
        )
