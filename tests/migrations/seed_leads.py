"""Prospects from first word to lease or loss, on a site that has property_leads."""

from seed_time import at

PROSPECTS = (
    ("L1", "两房带阳台", "leasing", "钱芳", "+86 139 0571 9001"),
    ("L2", "Shop on the corner", "leasing", "Bright Tea", "+86 139 0571 9002"),
    ("L3", "Wants to buy", "sale", "Sun Li", "+86 139 0571 9003"),
)


def fill(admin):
    if not admin.find("ir.module.module", ("name", "=", "property_leads"), IS_THERE):
        return
    sales = Sales(admin)
    sales.shares()
    sales.enquiries()
    sales.decision()
    sales.viewings()
    sales.reserved()
    sales.lost()
    admin.run_job("property_leads.ir_cron_score")


IS_THERE = ("state", "=", "installed")


class Sales:
    """Whose turn it is, who decides, what was shown, reserved, spent and lost."""

    def __init__(self, admin):
        self.admin = admin
        self.units = admin.keys("property.unit")
        self.people = admin.keys("res.partner")
        [self.manager] = admin.find("res.users", ("login", "=", "manager"))

    def shares(self):
        self.admin.create(
            "property.lead.rule",
            name="Leasing",
            kind="leasing",
            member_ids=[(0, 0, {"user_id": self.manager, "weight": 3, "capacity": 40})],
        )

    def enquiries(self):
        rows = [
            {
                "external_key": key,
                "name": name,
                "kind": kind,
                "contact": contact,
                "phone": phone,
                "channel": "internet",
                "source": "Property portal",
            }
            for key, name, kind, contact, phone in PROSPECTS
        ]
        self.leads = self.admin.send("crm.lead", "api_intake", *rows)
        again = {**rows[0], "external_key": "L4", "source": "Housing fair"}
        [answer] = self.admin.call("crm.lead", "api_intake", [again])
        assert answer["status"] == "touch", answer

    def decision(self):
        lead = self.leads[1]
        person = self.admin.create(
            "property.lead.person",
            lead_id=lead,
            name="老板娘",
            role="decider",
            stance="1",
            influence=5,
            note="Light from the south",
        )
        self.admin.create(
            "property.lead.step",
            lead_id=lead,
            name="Ask the bank",
            person_id=person,
            date_planned=at(2000, 9)[:10],
        )
        rival = self.admin.create("property.competitor", name="对面商场")
        for competitor, points in ((False, 8), (rival, 6)):
            self.admin.create(
                "property.lead.offer",
                lead_id=lead,
                competitor_id=competitor,
                quality=points,
                price=5,
                brand=points,
                service=7,
            )
        self.admin.create(
            "property.lead.cost", name="Portal fee", amount=120.5, lead_id=lead
        )

    def viewings(self):
        planned, missed = (
            self.admin.create(
                "property.viewing",
                lead_id=self.leads[number],
                unit_id=self.units["LS-1-202"],
                start=at(days, 9),
            )
            for number, days in ((0, 2010), (1, -1))
        )
        self.admin.call("property.viewing", "action_no_show", [missed])
        self.admin.call("property.viewing", "action_cancel", [planned])
        self.admin.create(
            "property.viewing",
            lead_id=self.leads[0],
            unit_id=self.units["LS-1-202"],
            start=at(2020, 9),
        )

    def reserved(self):
        self.admin.call(
            "property.reservation",
            "api_reserve",
            self.units["LS-1-202"],
            "seed-1",
            self.leads[0],
            None,
            500,
            at(2000, 9).replace(" ", "T"),
        )

    def lost(self):
        reason = self.admin.create("crm.lost.reason", name="太贵")
        self.admin.call(
            "crm.lead", "action_set_lost", [self.leads[2]], lost_reason_id=reason
        )
