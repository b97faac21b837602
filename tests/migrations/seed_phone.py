"""Calls of every outcome, call-backs, a call list; what serving people costs."""

from datetime import timedelta

from seed_time import NOW, at

CALLS = (
    # key, minutes ago, answered after, ended after, number
    ("C1", 300, 12, 192, "+86 139 0000 0001"),
    ("C2", 290, 40, 400, "+86 139 0571 0002"),
    ("C3", 280, None, 95, "+86 139 0571 0003"),
    ("C4", 200, None, 3, "+86 139 0571 0004"),
)


def fill(admin):
    admin.create(
        "property.service.rate",
        date_from="2026-01-01",
        capacity_cost=1_920_000,
        staff_count=12.5,
        variable_rate=0.8,
        note="按年度预算",
    )
    desk = Telephone(admin)
    desk.calls()
    desk.call_backs()
    desk.lists()
    admin.run_job("property_crm.ir_cron_customer_period")


class Telephone:
    """What the service centre's telephone brings, and whom it calls."""

    def __init__(self, admin):
        self.admin = admin
        self.people = admin.keys("res.partner")
        [self.site] = admin.find("property.site", ("code", "=", "LS"))
        [self.user] = admin.find("res.users", ("login", "=", "dispatcher"))

    def calls(self):
        self.queue = self.admin.create(
            "property.call.queue",
            name="总机",
            code="main",
            user_ids=[(6, 0, [self.user])],
            site_ids=[(6, 0, [self.site])],
        )
        self.admin.create(
            "property.call.dialler",
            name="Exchange",
            kind="tel",
            site_ids=[(6, 0, [self.site])],
        )
        rows = [self.row(*call) for call in CALLS]
        self.calls_made = self.admin.send("property.call", "api_call", *rows)

    def row(self, key, ago, answered, ended, number):
        begin = NOW - timedelta(minutes=ago)
        row = {
            "external_key": key,
            "direction": "inbound",
            "queue": "main",
            "number": number,
            "offered_at": begin.isoformat(),
            "ended_at": (begin + timedelta(seconds=ended)).isoformat(),
        }
        if answered:
            answered_at = begin + timedelta(seconds=answered)
            row |= {"agent": "dispatcher", "answered_at": answered_at.isoformat()}
        return row

    def call_backs(self):
        lost = self.calls_made[2]
        self.admin.create(
            "property.call.back",
            call_id=lost,
            reason="电梯又停了",
            wanted="18:00-20:00",
            expires_at=at(2000, 9),
        )
        done = self.admin.create(
            "property.call.back",
            call_id=self.calls_made[3],
            reason="Hung up",
            expires_at=at(2000, 9),
        )
        self.admin.call("property.call.back", "action_cancel", [done])

    def lists(self):
        [place] = self.admin.call(
            "property.site", "read", [self.site], ["territory_id"], load=""
        )
        call_list = self.admin.create(
            "property.call.list",
            name="节前回访",
            territory_id=place["territory_id"],
            agent_ids=[(0, 0, {"user_id": self.user, "weight": 2})],
            entry_ids=[
                (0, 0, {"partner_id": self.people[key]}) for key in ("P0", "P8")
            ],
        )
        self.admin.call("property.call.list", "action_start", [call_list])
