"""Votes of owners, made over the interface but for the time that has to pass."""

from datetime import datetime, timedelta, timezone

MODEL = "property.assembly"


def in_days(days):
    now = datetime.now(timezone.utc).replace(tzinfo=None)
    return (now + timedelta(days=days)).replace(microsecond=0)


class Vote:
    """An assembly of one site, with its owners by their keys."""

    def __init__(self, server, connection, key, number):
        self.server, self.connection = server, connection
        self.key, self.id, self.motion = key, number, None

    def step(self, method):
        self.server.call(MODEL, method, [self.id])

    def move(self, **times):
        """Let the time of the vote come, or be over: told times are not written."""
        names = ", ".join(f"{name} = %s" for name in times)
        with self.connection, self.connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE property_assembly SET {names} WHERE id = %s",
                [*times.values(), self.id],
            )

    def close(self):
        self.move(closes_at=in_days(-1 / 86400))
        self.step("action_close")

    def row(self, number, key="", **values):
        return {
            "external_key": key or f"V{number}",
            "motion": self.motion,
            "unit": f"{self.key}-{number}",
            "voter": f"{self.key}-{number}",
            "choice": "yes",
            **values,
        }

    def get_ballots(self):
        with self.connection, self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT head_key, channel FROM property_ballot WHERE motion_id = %s",
                [self.motion],
            )
            return cursor.fetchall()


def make_owners(server, program, key, number):
    """Return the ids of so many units, each with an owner of its key."""
    upsert = {
        "property.unit": {"building": "IT-1"},
        "res.partner": {},
        "property.ownership": {"date_from": "2020-01-01"},
    }
    names = [f"{key}-{place}" for place in range(number)]
    for model, values in upsert.items():
        rows = []
        for name in names:
            own = {
                "property.unit": {"room": name, "area_gross": 100},
                "res.partner": {"name": name},
                "property.ownership": {"unit": name, "partner": name},
            }
            rows.append({"external_key": name, **values, **own[model]})
        for answer in program.json2(model, "api_upsert", rows=rows):
            assert answer["status"] == "created", answer
    units = server.call("property.unit", "search", [("external_key", "in", names)])
    server.call("property.unit", "write", units, {"date_delivered": "2020-06-01"})
    return units


def open_vote(server, program, connection, site, key, number):
    """Return an open vote of so many owners with a unit each, taken by the program."""
    units = make_owners(server, program, key, number)
    _model, rule = server.call(
        "ir.model.data",
        "check_object_reference",
        "property_crm",
        "property_vote_rule_cn_ordinary",
    )
    [site_id] = server.call("property.site", "search", [("external_key", "=", site)])
    values = {
        "name": key,
        "site_id": site_id,
        "scope": "units",
        "unit_ids": [(6, 0, units)],
        "opens_at": str(in_days(20)),
        "closes_at": str(in_days(30)),
        "doubt_reason": "As in the test",
        "voting_user_id": program.uid,
        "motion_ids": [(0, 0, {"name": "New lift", "rule_id": rule})],
    }
    [made] = server.call(MODEL, "create", [values])
    vote = Vote(server, connection, key, made)
    for method in ("action_preview", "action_accept_doubts", "action_call"):
        vote.step(method)
    vote.move(opens_at=in_days(-1))
    vote.step("action_open")
    turnout = program.json2(MODEL, "api_turnout", assembly=made)
    vote.motion = turnout["motions"][0]["motion"]
    return vote
