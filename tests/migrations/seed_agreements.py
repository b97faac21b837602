"""Proposals and agreements in every state, and the price list they follow."""

import json

from seed_tickets import DOT
from seed_time import NOW, at

BODY = "<p>{customer} pays {price:PM} for {unit} ({area}), {amount_month} a month.</p>"
FIRST, LAST = "2024-01-01", "2099-12-31"


def fill(admin):
    office = Office(admin)
    office.prices()
    office.kept_inside()
    office.signed()
    office.followed()


class Office:
    """What managers offer, and what customers answer on their page."""

    def __init__(self, admin):
        self.admin = admin
        self.keeper = admin.as_user("keeper")
        self.manager = admin.as_user("manager")
        self.resident = admin.portal("resident")
        self.people = admin.keys("res.partner")
        self.units = admin.keys("property.unit")

    def prices(self):
        [site] = self.admin.find("property.site", ("code", "=", "LS"))
        fee, cleaning = (
            self.manager.create("property.service", name=name, code=code)
            for name, code in (("物业费", "PM"), ("Cleaning", "CL"))
        )
        for price, first, last in ((2.5, False, "2024-12-31"), (2.8, "2025-01-01", 0)):
            self.manager.create(
                "property.price",
                service_id=fee,
                price=price,
                basis="area",
                date_from=first,
                date_to=last,
                note="Filed with the price bureau",
            )
        self.manager.create(
            "property.price", service_id=cleaning, site_id=site, price=60, basis="once"
        )
        self.lines = [
            (0, 0, {"service_id": fee, "period": "12"}),
            (0, 0, {"service_id": cleaning}),
        ]

    def propose(self, name, unit="LS-1-101", person="P0", **values):
        return self.keeper.create(
            "agreement",
            name=name,
            partner_id=self.people[person],
            unit_id=self.units[unit],
            start_date=FIRST,
            end_date=LAST,
            service_level="standard",
            body=BODY,
            line_ids=self.lines,
            **values,
        )

    def act(self, agreement, *steps):
        for step in steps:
            self.keeper.call("agreement", f"action_{step}", [agreement])

    def offer(self, name, *given, **values):
        agreement = self.propose(name, *given, **values)
        self.act(agreement, "approve", "send")
        return agreement

    def kept_inside(self):
        """What no customer has seen."""
        self.propose("Draft", note="Ask for the area")
        self.act(self.propose("Asked"), "request_approval")
        self.act(self.propose("Approved"), "approve")
        self.act(self.propose("Dropped"), "approve", "cancel")

    def signed(self):
        """On paper, on the page, refused on the page, and one that waits."""
        paper = self.propose("On paper", "LS-1-103", "P3")
        self.act(paper, "approve", "sign_on_paper")
        mine = ("LS-1-202", "P8")
        self.offer("Waiting", *mine, valid_until=at(3000, 0)[:10])
        refused = self.offer("Refused", *mine)
        page = f"/my/agreements/{refused}"
        self.resident.send(page, f"{page}/refuse", reason="Too dear")
        accepted = self.offer("Accepted", *mine)
        answer = self.resident.open(
            f"/my/agreements/{accepted}/accept",
            json.dumps({"params": {"name": "吴伟", "signature": DOT}}),
            "application/json",
        )
        assert "force_refresh" in answer, answer

    def followed(self):
        """A second version, a renewal, and what ended early."""
        first = self.offer("Versions", "LS-2-101", "P9")
        self.act(first, "new_version")
        renewed = self.propose("Renewal", "LS-1-201", "P5")
        self.act(renewed, "approve", "sign_on_paper", "renew")
        ended = self.propose("Ended", "LS-1-102", "P2")
        self.act(ended, "approve", "sign_on_paper", "end")
        self.manager.create(
            "agreement",
            name="Loaded",
            partner_id=self.people["P1"],
            unit_id=self.units["LS-1-102"],
            state="active",
            start_date=str(NOW.date()),
            line_ids=self.lines,
        )
