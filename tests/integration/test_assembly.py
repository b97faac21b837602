"""Votes handed in by other programs: from the register to the result file."""

import hashlib
import json
import re
import secrets
import urllib.parse
import urllib.request
import xmlrpc.client
from concurrent.futures import ThreadPoolExecutor

import pytest

from .client import Browser, Refused
from .votes import MODEL

OWNERS = 8
RACERS, ON_PORTAL = 50, 10
METHODS = {
    "api_register": {},
    "api_turnout": {},
    "api_ballots": {"rows": []},
    "api_result_file": {},
}


def _write(data):
    """Return the data as they are hashed."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode()


@pytest.fixture
def vote(make_vote, key):
    """An open vote of eight owners with a unit each, taken by the program."""
    return make_vote(key, OWNERS)


def test_from_the_register_to_the_file(call, vote):
    register = call(MODEL, "api_register", assembly=vote.id)
    assert register["total"] == OWNERS
    last = "0" * 64
    for row in register["rows"]:
        values = [row[name] or None for name in register["names"]]
        last = hashlib.sha256(bytes.fromhex(last) + _write(values)).hexdigest()
    assert last == register["chain_head"]
    rows = [vote.row(number) for number in range(OWNERS - 1)]
    rows[0]["choice"] = "no"
    rows.insert(3, vote.row(7, choice="perhaps"))
    for status in ("accepted", "exists"):
        answers = call(MODEL, "api_ballots", assembly=vote.id, rows=rows)
        found = [answer["status"] for answer in answers]
        assert found == [status] * 3 + ["error"] + [status] * 4, answers
        assert answers[3]["errors"][0]["field"] == "choice"
    [motion] = call(MODEL, "api_turnout", assembly=vote.id)["motions"]
    assert (motion["participating_heads"], motion["register_heads"]) == (7, 8)
    vote.close()
    vote.step("action_count")
    file = call(MODEL, "api_result_file", assembly=vote.id)
    data = json.loads(file["content"])
    [motion] = data["motions"]
    assert motion["result"]["outcome"] == "passed"
    assert motion["result"]["sums"]["head"]["yes"] == 6
    assert data.pop("digest") == file["digest"]
    assert hashlib.sha256(_write(data)).hexdigest() == file["digest"]


def test_strangers_and_staff_are_refused(stranger, agent, vote):
    for method, values in METHODS.items():
        with pytest.raises(Refused) as refused:
            agent.json2(MODEL, method, assembly=0, **values)
        assert refused.value.status in (403, 422)
    with pytest.raises(Refused) as refused:
        agent.json2(MODEL, "api_ballots", assembly=vote.id, rows=[vote.row(0)])
    assert refused.value.status == 403
    with pytest.raises(xmlrpc.client.Fault):
        vote.server.call(MODEL, "api_ballots", vote.id, [vote.row(0)])
    for method, values in METHODS.items():
        with pytest.raises(Refused) as refused:
            stranger.json2(MODEL, method, assembly=vote.id, **values)
        assert refused.value.status == 422
        assert "not known" in refused.value.body["message"]
    assert vote.get_ballots() == []


def test_the_administrator_cannot_touch_a_ballot(program, server, vote):
    """Neither change nor read one before the close, by whatever call."""
    program.json2(MODEL, "api_ballots", assembly=vote.id, rows=[vote.row(0)])
    with vote.connection, vote.connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM property_ballot WHERE motion_id = %s", [vote.motion]
        )
        ids = [row[0] for row in cursor.fetchall()]
    ballot = "property.ballot"
    for method, arguments in (
        ("write", [ids, {"choice": "no"}]),
        ("unlink", [ids]),
        ("create", [[{"motion_id": vote.motion, "head_key": "x", "channel": "api"}]]),
        ("copy", [ids]),
        ("read", [ids, ["choice"]]),
        ("export_data", [ids, ["choice"]]),
        ("web_read", [ids, {"choice": {}}]),
    ):
        with pytest.raises(xmlrpc.client.Fault):
            server.call(ballot, method, *arguments)
    mine = [("motion_id", "=", vote.motion)]
    assert server.call(ballot, "search_read", mine, ["choice"]) == []
    assert server.call(ballot, "search_count", mine) == 0
    assert (
        server.call(ballot, "formatted_read_group", mine, ["choice"], ["__count"]) == []
    )
    for choice, found in (("yes", False), ("no", False)):
        domain = [("id", "=", vote.motion), ("ballot_ids.choice", "=", choice)]
        assert bool(server.call("property.motion", "search", domain)) is found
    assert len(vote.get_ballots()) == 1


def _make_portal_user(server, name):
    """Return the password of a user of the portal who is this owner."""
    [partner] = server.call("res.partner", "search", [("external_key", "=", name)])
    _model, group = server.call(
        "ir.model.data", "check_object_reference", "base", "group_portal"
    )
    password = secrets.token_hex(8)
    values = {
        "name": name,
        "login": name,
        "password": password,
        "partner_id": partner,
        "group_ids": [(6, 0, [group])],
    }
    server.call("res.users", "create", [values])
    return password


class Tab:
    """The page of the vote, in as many tabs as one likes."""

    def __init__(self, server, vote, login, password, *, by_proxy=False):
        self.browser = Browser(server.url, server.database, login, password)
        self.path = f"/my/assemblies/{vote.id}"
        _status, body = self.browser.get(self.path)
        page = body.decode()
        self.form = {
            "csrf_token": self._find(page, "csrf_token"),
            "password": password,
            self._find_choices(page, vote)[-1 if by_proxy else 0]: "yes",
        }

    def _find_choices(self, page, vote):
        """Return the names under which is voted: for oneself, then for others."""
        names = re.findall(rf'name="(vote-{vote.motion}-[^"]*)"', page)
        return list(dict.fromkeys(names))

    def _find(self, page, name):
        return re.search(rf'name="{name}"\s+value="([^"]*)"', page)[1]

    def cast(self):
        """Return the page after the vote."""
        form = self.form | {"token": secrets.token_hex(8)}
        url = f"{self.browser.url}{self.path}/vote"
        data = urllib.parse.urlencode(form).encode()
        with self.browser.opener.open(url, data) as answer:
            assert answer.status == 200
            return answer.read().decode()


def test_race_of_fifty(program, server, vote):
    """One head, fifty at once, from the portal and from the program: one ballot.

    The server's log is looked at in the end: it holds no error.
    """
    tab = Tab(server, vote, f"{vote.key}-0", _make_portal_user(server, f"{vote.key}-0"))

    def cast(number):
        if number < ON_PORTAL:
            page = tab.cast()
            return "accepted" if "Secret part" in page else "exists"
        row = vote.row(0, key=f"K{number}")
        [answer] = program.json2(MODEL, "api_ballots", assembly=vote.id, rows=[row])
        assert not answer["errors"], answer
        return answer["status"]

    with ThreadPoolExecutor(RACERS) as pool:
        found = list(pool.map(cast, range(RACERS)))
    assert sorted(found) == ["accepted"] + ["exists"] * (RACERS - 1)
    assert len(vote.get_ballots()) == 1


def _give_proxy(server, vote, principal, agent):
    """Return the id of a signed proxy that staff have filed."""
    people = [f"{vote.key}-{number}" for number in (principal, agent)]
    [unit] = server.call("property.unit", "search", [("external_key", "=", people[0])])
    [one], [other] = (
        server.call("res.partner", "search", [("external_key", "=", name)])
        for name in people
    )
    values = {
        "assembly_id": vote.id,
        "unit_id": unit,
        "partner_id": one,
        "agent_id": other,
        "document": "U2lnbmVk",
        "document_name": "signed.txt",
    }
    [proxy] = server.call("property.proxy", "create", [values])
    return proxy


def test_a_revocation_that_comes_at_the_same_moment(server, vote):
    """The vote waits for whoever revokes its proxy, and is refused then."""
    proxy, holder = _give_proxy(server, vote, 0, 1), f"{vote.key}-1"
    password = _make_portal_user(server, holder)
    tab = Tab(server, vote, holder, password, by_proxy=True)
    with vote.connection, vote.connection.cursor() as cursor:
        cursor.execute(
            "UPDATE property_proxy SET revoked_at = now() AT TIME ZONE 'UTC'"
            " WHERE id = %s",
            [proxy],
        )
        pool = ThreadPoolExecutor(1)
        page = pool.submit(tab.cast)
        with pytest.raises(TimeoutError):
            page.result(timeout=2)
    assert "Secret part" not in page.result(timeout=60)
    pool.shutdown()
    assert vote.get_ballots() == []


def test_same_batch_from_many_senders(program, vote):
    """Each ballot is taken once, and each sender has an answer to each."""
    rows = [vote.row(number) for number in range(OWNERS)]

    def send(number):
        turned = rows[number:] + rows[:number]
        answers = program.json2(MODEL, "api_ballots", assembly=vote.id, rows=turned)
        return [answer["status"] for answer in answers]

    with ThreadPoolExecutor(4) as pool:
        found = sum(pool.map(send, range(4)), [])
    assert sorted(found) == ["accepted"] * OWNERS + ["exists"] * OWNERS * 3
    assert len(vote.get_ballots()) == OWNERS
