"""Moves and sales, units handed over to their buyers, newcomers that were announced."""

from seed_agreements import Office
from seed_tickets import DOT
from seed_time import at

STEPS = ("notify", "appoint", "inspect")
HANDOVERS = ("draft", "notified", "appointed", "inspecting", "accepted", "defects")


def fill(admin):
    desk = FrontOffice(admin)
    desk.moves()
    desk.sales()
    desk.handovers()
    desk.newcomers()


class FrontOffice(Office):
    """What the front desk prepares, and managers confirm."""

    def __init__(self, admin):
        super().__init__(admin)
        self.desk = admin.as_user("desk")

    def move(self, kind, unit, *people, **values):
        return self.desk.create(
            "property.move",
            kind=kind,
            unit_id=self.units[unit],
            line_ids=[(0, 0, {"partner_id": self.people[one]}) for one in people],
            **values,
        )

    def confirm(self, move, user=None):
        (user or self.desk).call("property.move", "action_confirm", [move])

    def moves(self):
        """Prepared, confirmed for a day to come, called off, and done."""
        self.move("move_in", "LS-1-203", "P12", date=at(700, 0)[:10])
        later = {"date": at(2000, 0)[:10], "note": "Lift is booked"}
        self.confirm(self.move("tenant", "LS-1-102", "P13", **later))
        off = self.move("move_in", "LS-2-102", "P13", date=at(1500, 0)[:10])
        self.confirm(off)
        self.desk.call("property.move", "action_cancel", [off])
        self.confirm(self.move("move_in", "LS-2-103", "P13", date="2024-05-01"))
        self.confirm(self.move("move_out", "LS-2-103", date="2024-12-31"))

    def sales(self):
        for unit, day in (("LS-1-101", at(2000, 0)[:10]), ("LS-1-201", "2025-03-01")):
            sale = self.move("sale", unit, "P12", "P13", date=day, title_number="T-2")
            self.confirm(sale, self.keeper)

    def handover(self, number, *buyers):
        half = {"kind": "shares", "share_numerator": 1, "share_denominator": 2}
        share = half if buyers[1:] else {}
        return self.desk.create(
            "property.handover",
            unit_id=self.units[f"LS-2-{number // 3 + 2}0{number % 3 + 1}"],
            contract_number=f"C-{number}",
            inspector_id=self.desk.uid,
            start=at(1000 + number, 9),
            buyer_ids=[
                (0, 0, {"partner_id": self.people[buyer], **share}) for buyer in buyers
            ],
        )

    def handovers(self):
        """One in every state; the defects of one become requests."""
        [site] = self.admin.find("property.site", ("code", "=", "LS"))
        developer = {"developer_id": self.people["F1"]}
        self.manager.call("property.site", "write", [site], developer)
        for number, state in enumerate(HANDOVERS):
            handover = self.handover(number, *("P6", "P7")[: 1 + number % 2])
            self.step(handover, *STEPS[:number])
            if number > len(STEPS):
                self.complete(handover, with_defect=state == "defects")
                self.step(handover, "accept")
        refused = self.handover(len(HANDOVERS), "P4")
        self.step(refused, *STEPS)
        why = {"refuse_reason": "Water in the bathroom"}
        self.desk.call("property.handover", "write", [refused], why)
        self.step(refused, "refuse")

    def step(self, handover, *names):
        for name in names:
            self.desk.call("property.handover", f"action_{name}", [handover])

    def complete(self, handover, with_defect):
        for part, values in (
            ("buyer", {"is_identified": True}),
            ("item", {"result": "ok"}),
            ("thing", {"is_given": True}),
            ("meter", {"reading": 12.345}),
        ):
            ids = self.parts(handover, part)
            self.desk.call(f"property.handover.{part}", "write", ids, values)
        if with_defect:
            defect = {"result": "defect", "severity": "major", "note": "Lock is stiff"}
            first = self.parts(handover, "item")[:1]
            self.desk.call("property.handover.item", "write", first, defect)
        signed = {"signature": DOT, "signed_by": "徐伟"}
        self.desk.call("property.handover", "write", [handover], signed)

    def parts(self, handover, part):
        model = f"property.handover.{part}"
        return self.desk.find(model, ("handover_id", "=", handover))

    def newcomers(self):
        page = f"/my/units/{self.units['LS-1-202']}"
        for name in ("Waits", "Comes", "Not"):
            form = {"name": name, "role": "family", "date_from": "2026-01-01"}
            token = f"seed-{name}"
            self.resident.send(page, f"{page}/announce", token=token, **form)
        for name, step in (("Comes", "accept"), ("Not", "refuse")):
            one = self.keeper.find("property.newcomer", ("name", "=", name))
            answer = {"answer": f"We {step}"}
            self.keeper.call("property.newcomer", "write", one, answer)
            self.keeper.call("property.newcomer", f"action_{step}", one)
