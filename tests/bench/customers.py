"""A hundred thousand customers: ours, and plain contacts of Odoo, the same in both."""

from lxml import etree

from .bulk import Bulk
from .measure import clock, in_turn, line

UNITS = 500
LONG = 1000  # entries on the timeline of one of them
PAGE = 30
ROUNDS = 3
CONTACT = {
    "name": "'Customer ' || n",
    "complete_name": "'Customer ' || n",
    "name_key": "'customer ' || n",
    "email": "'c' || n || '@example.com'",
    "email_normalized": "'c' || n || '@example.com'",
    "phone": "'+86139' || (10000000 + n)",
    "phone_sanitized": "'+86139' || (10000000 + n)",
}
ROW = {"name": {}, "phone": {}, "email": {}}
QUERIES = """
import json, os
with open(os.environ["BENCH_RESULT"], "w") as file:
    counts = {}
    for name, partner_id in PEOPLE.items():
        partner = env["res.partner"].browse(partner_id)
        for _turn in range(2):
            env.invalidate_all()
            before = env.cr.sql_log_count
            found = partner.api_timeline(limit=PAGE)
            counts[name] = (len(found["entries"]), env.cr.sql_log_count - before)
    json.dump(counts, file)
"""


class Contacts(Bulk):
    """One server with its customers; ours live in units."""

    def __init__(self, server, count, is_ours):
        super().__init__(server)
        self.count, self.is_ours = count, is_ours
        name, phone = "Template", "+8613800000000"
        self.first = self.create("res.partner", name=name, phone=phone)
        written = {"body": "Hello", "message_type": "comment"}
        written["subtype_xmlid"] = "mail.mt_comment"
        self.server.call("res.partner", "message_post", [self.first], **written)
        self.fill()
        self.specification = self.get_form()

    def fill(self):
        if self.is_ours:
            stay = self.make_stay()
        self.multiply("res_partner", self.first, self.count, CONTACT)
        mine = f"id > {self.first} AND name LIKE 'Customer %'"
        self.execute(f"UPDATE res_partner SET commercial_partner_id = id WHERE {mine}")
        [(self.short, self.long)] = self.execute(
            f"SELECT min(id), max(id) FROM res_partner WHERE {mine}"
        )
        if self.is_ours:
            nth = f"(ARRAY{self.units})[1 + n % {len(self.units)}]"
            here = {"partner_id": f"{self.short} + n - 1", "unit_id": nth}
            self.multiply("property_occupancy", stay, self.count, here)
        [(message,)] = self.execute(
            "SELECT max(id) FROM mail_message WHERE model = 'res.partner'"
            f" AND res_id = {self.first}"
        )
        when = {"res_id": str(self.long), "date": "now() - n * interval '1 hour'"}
        self.multiply("mail_message", message, LONG, when)
        self.execute("VACUUM ANALYZE")

    def make_stay(self):
        """Return the occupancy that the others are copied from."""
        site = self.create("property.site", name="Bench", code="BENCH")
        building = self.create("property.building", site_id=site, code="1")
        rows = [
            {"building_id": building, "room": str(number), "floor_label": "1"}
            for number in range(UNITS)
        ]
        self.units = self.server.call("property.unit", "create", rows)
        self.stages = self.server.call(
            "property.segment.value", "search", [("axis", "=", "life_stage")], limit=2
        )
        return self.create(
            "property.occupancy", unit_id=self.units[0], partner_id=self.first
        )

    # What is timed

    def get_form(self):
        """Return what the web client asks for to show a contact."""
        views = self.server.call("res.partner", "get_views", [(False, "form")])
        arch = etree.fromstring(views["views"]["form"]["arch"])
        fields = {model: found["fields"] for model, found in views["models"].items()}
        return specify(arch, "res.partner", fields)

    def form(self, _round):
        self.server.call("res.partner", "web_read", [self.long], self.specification)

    def chatter(self, _round):
        domain = [("model", "=", "res.partner"), ("res_id", "=", self.long)]
        names = ["date", "body", "author_id"]
        self.server.call("mail.message", "search_read", domain, names, limit=PAGE)

    def timeline(self, partner):
        return self.server.call("res.partner", "api_timeline", [partner], limit=PAGE)

    def get_part(self, number):
        """Return the last digits of somebody's number."""
        return str(10_000_001 + number * 7919 % self.count)

    def by_phone(self, number):
        found = self.server.call(
            "res.partner",
            "web_search_read",
            [("phone_mobile_search", "ilike", self.get_part(number))],
            ROW,
            limit=80,
        )
        assert found["length"] == 1, found

    def chosen_by_phone(self, number):
        part = self.get_part(number)
        assert len(self.server.call("res.partner", "name_search", part)) == 1

    def move_all(self, number):
        """Return the seconds until everybody is in another segment."""
        stage = self.stages[number % 2]
        self.execute(
            f"UPDATE res_partner SET life_stage_id = {stage} WHERE is_resident"
        )
        rule = self.server.call("property.segment.rule", "search", [], limit=1)
        seconds, _answer = clock(
            lambda: self.server.call("property.segment.rule", "action_run", rule)
        )
        return seconds

    def write_all(self, number):
        """Return the seconds until everybody has another industry."""
        found = self.server.call("res.partner.industry", "search", [], limit=2)
        ids = list(range(self.short, self.long + 1))
        values = {"industry_id": found[number % 2]}
        seconds, _answer = clock(
            lambda: self.server.call("res.partner", "write", ids, values)
        )
        return seconds


def specify(arch, model, fields):
    """Return the specification of ``web_read`` for a view."""
    inner = set(arch.xpath(".//field//field"))
    specification = {}
    for node in arch.iterfind(".//field"):
        name = node.get("name")
        field = fields.get(model, {}).get(name)
        if node in inner or not field:
            continue
        specification[name] = {}
        if field["type"] == "many2one":
            specification[name] = {"fields": {"display_name": {}}}
        elif field["type"] in ("one2many", "many2many"):
            below = {"display_name": {}}
            for view in node:
                if view.tag in ("list", "kanban"):
                    below |= specify(view, field["relation"], fields)
            specification[name] = {"fields": below, "limit": 40}
    return specification


def measure(ours, plain, count, count_queries):
    """Return the rows of the table, and ``{who: (entries, queries)}``."""
    sides = {
        "ours": Contacts(ours, count, is_ours=True),
        "plain": Contacts(plain, count, is_ours=False),
    }
    mine, theirs = sides["ours"], sides["plain"]
    long = {"ours": lambda _n: mine.timeline(mine.long), "plain": theirs.chatter}
    short = {"ours": lambda _n: mine.timeline(mine.first), "plain": theirs.chatter}
    chosen = {"ours": mine.chosen_by_phone, "plain": theirs.by_phone}
    rows = [
        row("page of a customer", {name: side.form for name, side in sides.items()}),
        row(f"timeline of {LONG:,} entries / chatter", long),
        row(f"timeline of few / chatter of {LONG:,}", short),
        row(
            "list by a part of the number",
            {name: side.by_phone for name, side in sides.items()},
        ),
        row("person chosen by a part of the number", chosen),
        segment_row(mine, theirs),
    ]
    people = {"few": mine.first, f"{LONG:,}": mine.long}
    return rows, count_queries(f"PEOPLE, PAGE = {people!r}, {PAGE}\n{QUERIES}")


def row(what, ways):
    return line(what, in_turn(ways), "ours", "plain")


def segment_row(mine, theirs):
    best = {
        "ours": min(mine.move_all(number) for number in range(ROUNDS)),
        "plain": min(theirs.write_all(number) for number in range(ROUNDS)),
    }
    what = "segments of all / one field of all, each thousand"
    return line(what, best, "ours", "plain", mine.count / 1000)
