"""Fill an empty site of a released version with a company's data, over XML-RPC.

    python3 tests/migrations/seed.py URL DATABASE PASSWORD

Only standard library, and only what users and programs may do. At the end everything
that was made is read back and kept in the database itself, as a parameter, for the
tests of the update to compare with. DEVELOPERS.md tells the whole way to a backup.
"""

import json
import re
import sys
import urllib.parse
import urllib.request
import xmlrpc.client
from functools import cached_property
from http.cookiejar import CookieJar

import seed_agreements
import seed_desk
import seed_leads
import seed_moves
import seed_people
import seed_phone
import seed_places
import seed_tickets
import seed_time
import seed_visits

FACTS = "property_seed.facts"
NOTHING = "cannot marshal None"
ACCEPTED = ("created", "updated")
OURS = ("property.", "helpdesk.ticket", "crm.lead")
ALSO = ("agreement", "res.partner", "rating.rating", "calendar.event")
NOT_KEPT = {"write_date", "write_uid", "create_date", "create_uid", "__last_update"}
# Made by the addons themselves, or by jobs: another version may make them otherwise.
NOT_HELD = (
    "property.complaint.report",
    "property.coverage",
    "property.text.model",
    "property.ticket.passage",
    "property.ticket.report",
    "property.upcoming.report",
    "property.visit.capacity",
)
# What is private is told to nobody else, not even to the administrator.
SEEN = {"calendar.event": [("privacy", "!=", "private")]}
KINDS = {"binary", "one2many", "properties", "properties_definition"}


class Odoo:
    """The server as one user sees it."""

    def __init__(self, url, database, login, password):
        self.url, self.database, self.password = url, database, password
        self.uid = self.proxy("common").authenticate(database, login, password, {})
        if not self.uid:
            raise SystemExit(f"{login} cannot sign in")

    def proxy(self, service):
        return xmlrpc.client.ServerProxy(
            f"{self.url}/xmlrpc/2/{service}", allow_none=True
        )

    @cached_property
    def objects(self):
        return self.proxy("object")

    def call(self, model, method, *arguments, **keywords):
        given = (self.database, self.uid, self.password)
        try:
            return self.objects.execute_kw(*given, model, method, arguments, keywords)
        except xmlrpc.client.Fault as fault:
            # a button that answers nothing has done its work before this complaint
            if NOTHING not in fault.faultString:
                raise
            return None

    def as_user(self, login):
        """Everybody's password is his login."""
        return Odoo(self.url, self.database, login, login)

    def portal(self, login):
        return Portal(self, login)

    def ref(self, xml_id):
        module, name = xml_id.split(".")
        return self.call("ir.model.data", "check_object_reference", module, name)[1]

    def create(self, model, **values):
        return self.call(model, "create", [values])[0]

    def find(self, model, *domain):
        return self.call(model, "search", list(domain))

    def keys(self, model):
        """Return the ids of what came from outside, by the key it has there."""
        domain = [("external_key", "!=", False)]
        rows = self.call(model, "search_read", domain, ["external_key"])
        return {row["external_key"]: row["id"] for row in rows}

    def send(self, model, method, *rows):
        """Rows to a method of the interface; every one must be taken."""
        answers = self.call(model, method, list(rows))
        for answer in answers:
            assert answer["status"] in ACCEPTED, answer
        return [answer["id"] for answer in answers]

    def wizard(self, model, method, **values):
        self.call(model, method, [self.create(model, **values)])

    def run_job(self, xml_id):
        self.call("ir.cron", "method_direct_trigger", [self.ref(xml_id)])


class Portal:
    """What a resident does on his pages."""

    def __init__(self, odoo, login):
        self.url = odoo.url
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(CookieJar())
        )
        given = {"db": odoo.database, "login": login, "password": login}
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": given})
        self.open("/web/session/authenticate", body, "application/json")

    def open(self, path, body=None, kind="application/x-www-form-urlencoded"):
        request = urllib.request.Request(
            self.url + path, body and body.encode(), {"Content-Type": kind}
        )
        with self.opener.open(request) as answer:
            return answer.read().decode()

    def send(self, page, path, **form):
        """Send a form of a page."""
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.open(page))[1]
        form["csrf_token"] = token
        self.open(path, urllib.parse.urlencode(form))


def facts(admin):
    """Return ``{model: {id: values}}`` of what people made, of our models."""
    known = {
        (row["model"], row["res_id"])
        for row in admin.call(
            "ir.model.data",
            "search_read",
            [("module", "!=", "__export__")],
            ["model", "res_id"],
        )
    }
    return {
        name: rows
        for name in held_models(admin)
        if (rows := rows_of(admin, name, known))
    }


def held_models(admin):
    rows = admin.call(
        "ir.model", "search_read", [("transient", "=", False)], ["model", "abstract"]
    )
    return sorted(
        row["model"]
        for row in rows
        if row["model"].startswith(OURS)
        and not row["abstract"]
        and row["model"] not in NOT_HELD
    ) + list(ALSO)


def rows_of(admin, model, known):
    fields = admin.call(model, "fields_get", [], ["type", "store"])
    names = [
        name
        for name, field in fields.items()
        if field["store"] and field["type"] not in KINDS and name not in NOT_KEPT
    ]
    given = {"context": {"active_test": False}}
    ids = admin.call(model, "search", SEEN.get(model, []), order="id", **given)
    rows = admin.call(model, "read", ids, sorted(names), load="", **given)
    return {row["id"]: row for row in rows if (model, row["id"]) not in known}


def hold_jobs(admin):
    """Nothing runs by itself, neither now nor when the backup is updated."""
    jobs = admin.find("ir.cron")
    admin.call("ir.cron", "write", jobs, {"nextcall": "2100-01-01 00:00:00"})


def tidy(admin):
    """Leave out what every server makes again: compiled assets, and their files."""
    assets = admin.find("ir.attachment", ("url", "=like", "/web/assets/%"))
    admin.call("ir.attachment", "unlink", assets)
    admin.run_job("base.autovacuum_job")


def main(url, database, password):
    admin = Odoo(url, database, "admin", password)
    hold_jobs(admin)
    seed_places.fill(admin)
    seed_tickets.fill(admin)
    seed_time.fill(admin)
    seed_visits.fill(admin)
    seed_agreements.fill(admin)
    seed_moves.fill(admin)
    seed_desk.fill(admin)
    seed_people.fill(admin)
    seed_phone.fill(admin)
    seed_leads.fill(admin)
    tidy(admin)
    told = json.dumps(facts(admin), sort_keys=True, ensure_ascii=False)
    admin.call("ir.config_parameter", "set_param", FACTS, told)


if __name__ == "__main__":
    main(*sys.argv[1:])
