"""The registers of the front desk, notices, documents, suggestions, activities."""

from seed_moves import FrontOffice
from seed_time import at

ACTIVITY = "property.community.activity"
FILE = "SG91c2UgcnVsZXM="


def fill(admin):
    desk = Registers(admin)
    desk.passes()
    desk.parcels()
    desk.permits()
    desk.notices()
    desk.suggestions()
    desk.activities()


class Registers(FrontOffice):
    """Who comes, what arrives, what goes out, and what residents are told."""

    def __init__(self, admin):
        super().__init__(admin)
        self.dispatcher = admin.as_user("dispatcher")
        self.steward = admin.as_user("steward")
        [self.site] = admin.find("property.site", ("code", "=", "LS"))

    def keep(self, model, *steps, unit="LS-1-202", **values):
        """Enter a line of a register, and take its steps."""
        line = self.desk.create(model, unit_id=self.units[unit], **values)
        for step in steps:
            self.desk.call(model, f"action_{step}", [line])
        return line

    def passes(self):
        """Visitors, one invited by a resident, and goods that leave."""
        page = "/my/visitor-passes"
        times = {"valid_from": at(1, 8), "valid_until": at(6, 8)}
        form = {name: value[:16].replace(" ", "T") for name, value in times.items()}
        unit = self.units["LS-1-202"]
        guest = {"name": "阿姨", "unit_id": unit, "purpose": "visit", "token": "one"}
        self.resident.send(page, f"{page}/new", **guest, **form)
        for *steps, name in (
            ("Expected",),
            ("enter", "Inside"),
            ("enter", "leave", "Left"),
            ("cancel", "Cancelled"),
        ):
            known = {"name": name, "plate": "浙A12345"}
            self.keep("property.visitor.pass", *steps, **known)
        goods = "property.goods.pass"
        self.keep(goods, name="Draft")
        self.keep(goods, "approve", name="Sofa", reason="goods", date=at(2000, 0)[:10])
        self.keep(goods, "approve", "check_out", name="Piano", reason="move")
        self.keep(goods, "cancel", name="Not now")

    def parcels(self):
        for steps in ((), ("notify",), ("notify", "collect"), ("return",)):
            self.keep("property.parcel", *steps, tracking_tail="SF12A1B2")

    def permits(self):
        """From the application to the money given back."""
        permit = "property.decoration.permit"
        for number, steps in enumerate(
            (
                (),
                ("submit",),
                ("submit", "approve"),
                ("submit", "approve", "start"),
                ("submit", "approve", "start", "suspend"),
                ("submit", "approve", "start", "done"),
                ("submit", "approve", "start", "done", "release_deposit", "close"),
            )
        ):
            seen = {"result": "fault", "note": "Drain"}
            last = [(0, 0, {"is_final": True})] if "done" in steps else []
            self.keep(
                permit,
                *steps,
                unit=f"LS-1-{3 + number // 4}0{number % 3 + 1}",
                partner_id=self.people["P9"],
                contractor_id=self.people["F2"],
                description="New tiles",
                date_from=at(-3, 0)[:10],
                date_to=at(2000, 0)[:10],
                is_acknowledged=True,
                deposit=2000,
                deposit_paid_on=at(-5, 0)[:10],
                notice_date=at(-4, 0)[:10],
                suspend_reason="Noise at night",
                deposit_withheld=500,
                withheld_reason="Lift scratched",
                worker_ids=[(0, 0, {"name": "Tiler"}), (0, 0, {"name": "Helper"})],
                inspection_ids=[(0, 0, seen), *last],
            )

    def notices(self):
        """A draft, one that waits, one that was told, one that was taken back."""
        for name, steps, values in (
            ("Draft", (), {}),
            ("停水通知", ("publish",), {"publish_at": at(2000, 9)}),
            ("Water off", ("publish",), {"to_family": False}),
            ("Withdrawn", ("publish", "withdraw"), {"withdraw_reason": "Wrong day"}),
        ):
            notice = self.dispatcher.create(
                "property.notice",
                name=name,
                body="<p>On Friday from 9 to 11.</p>",
                place_ids=[(0, 0, {"site_id": self.site})],
                **values,
            )
            for step in steps:
                self.dispatcher.call("property.notice", f"action_{step}", [notice])
        for name, audience in (("House rules", "residents"), ("Plans", "owners")):
            self.dispatcher.create(
                "property.document",
                name=name,
                site_id=self.site,
                audience=audience,
                file=FILE,
            )

    def suggestions(self):
        page = "/my/suggestions"
        for name, step in (("New", ""), ("Bench", "accept"), ("Pool", "decline")):
            form = {"name": name, "text": "In front of the house", "token": name}
            self.resident.send(page, page, unit=self.units["LS-1-202"], **form)
            found = self.steward.find("property.suggestion", ("name", "=", name))
            if step:
                answer = {"answer": "We have talked about it", "is_public": True}
                self.steward.call("property.suggestion", "write", found, answer)
                self.steward.call("property.suggestion", f"action_{step}", found)

    def activities(self):
        """A plan, one open with a queue, one that was held, one called off."""
        self.activity("Plan", 1900)
        party = self.activity("中秋晚会", 1901, "open")
        page = "/my/activities"
        unit = self.units["LS-1-202"]
        self.resident.send(page, f"{page}/{party}/sign-up", unit=unit, people=2)
        self.sign_up(party, "LS-1-101", "P0", people=3)
        held = self.activity("Walk", -9, "open")
        came = self.sign_up(held, "LS-1-103", "P3", people=2)
        self.dispatcher.call(ACTIVITY, "action_done", [held])
        self.steward.call("property.activity.signup", "action_came", [came])
        off = self.activity("Off", 1902, "open")
        self.sign_up(off, "LS-1-103", "P3", people=1)
        self.dispatcher.call(ACTIVITY, "action_cancel", [off])

    def activity(self, name, days, *steps):
        activity = self.dispatcher.create(
            ACTIVITY,
            name=name,
            site_id=self.site,
            start=at(days, 19),
            stop=at(days, 21),
            capacity=4,
        )
        for step in steps:
            self.dispatcher.call(ACTIVITY, f"action_{step}", [activity])
        return activity

    def sign_up(self, activity, unit, person, **values):
        return self.steward.create(
            "property.activity.signup",
            activity_id=activity,
            unit_id=self.units[unit],
            partner_id=self.people[person],
            **values,
        )
