"""A vote of 20,000 units and 15,000 owners, from the call to the printed result.

All of it over the interface that everybody uses; the votes are handed in by a program,
a thousand a call. The peer is what the database alone needs to count the same register
or the same ballots, in the same run: the least there is, without proof or rights. The
script checks that both come to the same sums.
"""

import json
import sys
import tempfile
import urllib.request
from datetime import datetime, timedelta, timezone
from pathlib import Path
from subprocess import run

from .bulk import Bulk
from .measure import clock

MODEL = "property.assembly"
AREA = 8956  # of each unit, in 0.01 m²
BATCH = 1000
ROUNDS = 5
ADDON = Path(__file__).resolve().parents[2] / "property_crm"


class Site:
    """A site in which three of four owners have one unit, and the last ones two."""

    def __init__(self, server, units, owners):
        self.server, self.bulk = server, Bulk(server)
        self.units, self.owners = units, owners

    def get_owner(self, unit):
        return f"V-{unit % self.owners}"

    def fill(self):
        """Make one of each kind by the interface, the others by SQL after it."""
        create = self.bulk.create
        self.id = create("property.site", name="Vote", code="VOTE")
        building = create("property.building", site_id=self.id, code="1")
        unit = create(
            "property.unit",
            building_id=building,
            room="00000",
            area_gross=AREA / 100,
            area_source="register",
            date_delivered="2020-06-01",
        )
        owner = create("res.partner", name="Owner 0")
        first = {"unit_id": unit, "partner_id": owner, "date_from": "2020-01-01"}
        own = create("property.ownership", **first)
        self._multiply(unit, owner)
        self._share_out(own, owner)
        self.bulk.execute("VACUUM ANALYZE")

    def _multiply(self, unit, owner):
        number = "to_char(n, 'FM00000')"
        key = {"external_key": "'V-' || n"}
        code = {"room": number, "name": f"'1-' || {number}"}
        names = {"name": "'Owner ' || n", "complete_name": "'Owner ' || n"}
        self.bulk.multiply("property_unit", unit, self.units - 1, code | key)
        self.bulk.multiply("res_partner", owner, self.owners - 1, names | key)
        self.bulk.execute(
            "UPDATE res_partner SET commercial_partner_id = id"
            f" WHERE id > {owner} AND external_key LIKE 'V-%'",
            f"UPDATE property_unit SET external_key = 'V-0' WHERE id = {unit}",
            f"UPDATE res_partner SET external_key = 'V-0' WHERE id = {owner}",
        )

    def _share_out(self, own, owner):
        """Give each unit its owner, as ``get_owner`` says."""
        [(next_unit, next_owner)] = self.bulk.execute(
            "SELECT unit.id, person.id FROM property_unit unit, res_partner person"
            " WHERE unit.external_key = 'V-1' AND person.external_key = 'V-1'"
        )
        owners = self.owners
        whose = (
            f"CASE WHEN n % {owners} = 0 THEN {owner}"
            f" ELSE {next_owner} + n % {owners} - 1 END"
        )
        values = {"unit_id": f"{next_unit} + n - 1", "partner_id": whose}
        self.bulk.multiply("property_ownership", own, self.units - 1, values)

    def make_program(self):
        _model, group = self.server.call(
            "ir.model.data",
            "check_object_reference",
            "property_crm",
            "group_property_integration",
        )
        self.bulk.create(
            "res.users",
            name="Votes",
            login="votes",
            password="votes",
            group_ids=[(6, 0, [group])],
        )
        program = self.server.as_user("votes")
        territory = self.server.call("property.site", "read", [self.id])[0]
        if territory["territory_id"]:
            self.bulk.create(
                "property.territory.staff",
                user_id=program.uid,
                territory_id=territory["territory_id"][0],
                date_from="2020-01-01",
            )
        return program


def _in_days(days):
    now = datetime.now(timezone.utc).replace(tzinfo=None)
    return str((now + timedelta(days=days)).replace(microsecond=0))


def make_assembly(site, program):
    _model, rule = site.server.call(
        "ir.model.data",
        "check_object_reference",
        "property_crm",
        "property_vote_rule_cn_ordinary",
    )
    return site.bulk.create(
        MODEL,
        site_id=site.id,
        opens_at=_in_days(20),
        closes_at=_in_days(30),
        doubt_reason="As in the benchmark",
        voting_user_id=program.uid,
        motion_ids=[(0, 0, {"name": "New lift", "rule_id": rule})],
    )


def hand_in(program, site, assembly, motion, count):
    """Hand in a vote of so many owners; two of three in favour."""
    rows = [
        {
            "external_key": f"B-{n}",
            "motion": motion,
            "unit": f"V-{n}",
            "voter": site.get_owner(n),
            "choice": "yes" if n % 3 else "no",
        }
        for n in range(count)
    ]
    for place in range(0, count, BATCH):
        part = rows[place : place + BATCH]
        answers = program.call(MODEL, "api_ballots", assembly, part)
        wrong = [one for one in answers if one["status"] != "accepted"]
        assert not wrong, wrong[:2]


def check_file(program, assembly):
    """Count again with Python alone, as who doubts the result does."""
    file = program.call(MODEL, "api_result_file", assembly)
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as copy:
        copy.write(file["content"])
        copy.flush()
        command = [sys.executable, "-m", "tools.vote_result_file", copy.name]
        done = run(command, cwd=ADDON, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(file["content"])["motions"][0]["result"]["sums"]


def print_result(server, assembly):
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    url = f"http://127.0.0.1:{server.port}"
    params = {"db": server.database, "login": "admin", "password": "admin"}
    body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params})
    head = {"Content-Type": "application/json"}
    opener.open(
        urllib.request.Request(f"{url}/web/session/authenticate", body.encode(), head)
    ).close()
    with opener.open(
        f"{url}/report/pdf/property_crm.assembly_result/{assembly}"
    ) as pdf:
        content = pdf.read()
    assert content.startswith(b"%PDF"), content[:200]


def count_register(site):
    """Count and sum the owners' units: the least a register needs."""
    return site.bulk.execute(
        "SELECT COUNT(*), COUNT(DISTINCT own.partner_id), SUM(unit.area_voting)"
        " FROM property_unit unit JOIN property_ownership own"
        f" ON own.unit_id = unit.id WHERE unit.site_id = {site.id}"
        " AND own.date_from <= CURRENT_DATE AND own.date_to IS NULL"
    )[0]


def count_ballots(site, assembly, motion):
    """Count who took part, and who was in favour, by area and heads."""
    return site.bulk.execute(
        "SELECT COUNT(DISTINCT line.head_key), SUM(line.area_centi),"
        " COUNT(DISTINCT line.head_key) FILTER (WHERE ballot.choice = 'yes'),"
        " SUM(line.area_centi) FILTER (WHERE ballot.choice = 'yes')"
        " FROM property_assembly_row line JOIN property_ballot ballot"
        " ON ballot.head_key = line.head_key"
        f" WHERE line.assembly_id = {assembly} AND ballot.motion_id = {motion}"
    )[0]


def best(call):
    return min(clock(call)[0] for _round in range(ROUNDS))


class Steps:
    """What each step took, beside what the database alone would need."""

    def __init__(self):
        self.rows = []

    def run(self, name, call):
        seconds, found = clock(call)
        self.rows.append((name, seconds))
        return found

    def compare(self, peer):
        """Return the rows of the table so far, against the seconds of the peer."""
        rows = [
            (
                name,
                f"{seconds:.2f}",
                f"{1000 * peer:.1f}",
                f"{seconds / peer:,.0f}",
            )
            for name, seconds in self.rows
        ]
        self.rows = []
        return rows


def measure(server, units, owners, ballots):
    """Return rows: what, seconds, those of the database alone, ratio."""
    site = Site(server, units, owners)
    site.fill()
    program = site.make_program()
    assembly = make_assembly(site, program)
    steps = Steps()
    call_owners(steps, site, assembly)
    register = best(lambda: count_register(site))
    rows = steps.compare(register)
    motion = open_vote(site, program, assembly)
    steps.run(
        f"{ballots:,} ballots, {BATCH:,} a call",
        lambda: hand_in(program, site, assembly, motion, ballots),
    )
    steps.run("turnout", lambda: program.call(MODEL, "api_turnout", assembly))
    sums = count_votes(steps, site, program, assembly)
    found = count_ballots(site, assembly, motion)
    ours = [
        sums[measure][name]
        for name in ("participating", "yes")
        for measure in ("head", "area")
    ]
    assert list(map(int, found)) == ours, (found, ours)
    return rows + steps.compare(best(lambda: count_ballots(site, assembly, motion)))


def call_owners(steps, site, assembly):
    server = site.server
    steps.run(
        "preview of the register", lambda: _act(server, "action_preview", assembly)
    )
    _act(server, "action_accept_doubts", assembly)
    steps.run("call, register frozen", lambda: _act(server, "action_call", assembly))


def open_vote(site, program, assembly):
    """Let the time of the vote come; return the motion."""
    site.bulk.execute(
        "UPDATE property_assembly SET opens_at = now() at time zone 'UTC'"
        f" - interval '1 hour' WHERE id = {assembly}",
        "ANALYZE property_assembly_row",
    )
    _act(site.server, "action_open", assembly)
    [motion] = program.call(MODEL, "api_turnout", assembly)["motions"]
    assert motion["register_heads"] == site.owners, motion
    return motion["motion"]


def count_votes(steps, site, program, assembly):
    """Let the time be over, count, check and print; return the announced sums."""
    server = site.server
    site.bulk.execute(
        "UPDATE property_assembly SET closes_at = now() at time zone 'UTC'"
        f" - interval '1 second' WHERE id = {assembly}",
        "ANALYZE property_ballot",
    )
    steps.run("close", lambda: _act(server, "action_close", assembly))
    steps.run(
        "ballots chained, count, result file",
        lambda: _act(server, "action_count", assembly),
    )
    sums = steps.run("checked with Python alone", lambda: check_file(program, assembly))
    steps.run("result as PDF", lambda: print_result(server, assembly))
    return sums


def _act(server, method, assembly):
    return server.call(MODEL, method, [assembly])
