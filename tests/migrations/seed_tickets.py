"""Requests in every state a released version knew, with what hangs on them."""

from datetime import datetime, timedelta

LEAK = {"place": "Kitchen", "category": "Water and drains", "problem": "Leak"}
NOW = datetime.now().replace(microsecond=0)
DOT = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8A"
    "AQUBAScY42YAAAAASUVORK5CYII="
)
TOLD = (
    "property_helpdesk.ir_cron_watch_clocks",
    "property_helpdesk.ir_cron_escalate",
    "property_helpdesk.ir_cron_learn_classes",
)


def ago(**span):
    return f"{(NOW - timedelta(**span)).isoformat()}Z"


def later(**span):
    return str(NOW + timedelta(**span))


def fill(admin):
    desk = Desk(admin)
    desk.prepare()
    desk.past()
    desk.handed_around()
    desk.waiting()
    desk.work()
    desk.incident()
    desk.answers()
    desk.extras()
    for job in TOLD:
        admin.run_job(job)


class Desk:
    """The people of the service desk, and what each of them does."""

    def __init__(self, admin):
        self.admin = admin
        for login in ("program", "dispatcher", "steward", "plumber", "electrician"):
            setattr(self, login, admin.as_user(login))
        self.manager = admin.as_user("manager")

    def prepare(self):
        self.team = self.admin.create(
            "helpdesk.ticket.team",
            name="维修",
            user_ids=[(6, 0, [self.plumber.uid, self.electrician.uid])],
            dispatch_mode="grab",
        )
        partner = self.admin.find("res.partner", ("external_key", "=", "P8"))
        self.admin.create(
            "res.users",
            login="resident",
            password="resident",
            partner_id=partner[0],
            group_ids=[(6, 0, [self.admin.ref("base.group_portal")])],
        )

    def take(self, key, name, **values):
        """Take a request in from outside, and return its id."""
        row = {"external_key": key, "name": name, "site": "LS", "channel": "phone"}
        [ticket] = self.program.send("helpdesk.ticket", "api_intake", row | values)
        return ticket

    def at(self, key, unit, person, **values):
        return self.take(
            key, values.pop("name", "厨房漏水"), unit=unit, partner=person, **values
        )

    def assign(self, ticket, user, **values):
        row = {"id": ticket, "user": user.uid, **values}
        self.dispatcher.send("helpdesk.ticket", "api_assign", row)

    def close(self, ticket, user, solution="换了垫圈", cause="solved"):
        row = {"id": ticket, "solution": solution, "cause": cause}
        user.send("helpdesk.ticket", "api_close", row)

    def event(self, ticket, event, **values):
        key = f"{ticket}-{event}-{len(values)}"
        row = {"id": ticket, "event": event, "event_key": key, **values}
        self.program.send("helpdesk.ticket", "api_event", row)

    def past(self):
        """A history with dates of its own: in time, late, of every outcome."""
        for number, days in enumerate((400, 200, 90, 40, 20, 10)):
            closed = ago(days=days - number)
            self.at(
                f"OLD-{number}",
                "LS-1-101",
                "P0",
                created=ago(days=days),
                due=ago(days=days - 2),
                closed=closed,
                status="closed",
                solution="换了水龙头",
                **LEAK,
            )
        breached = self.at(
            "LATE", "LS-1-102", "P12", created=ago(days=3), emergency=True, **LEAK
        )
        self.assign(breached, self.plumber)
        self.event(breached, "responded", date=ago(days=2))

    def handed_around(self):
        self.at("NEW", "LS-1-103", "P3")
        self.take("NOWHERE", "Question about the garden", case_type="enquiry")
        self.take("LIFT", "电梯停了", building="LS-2", common_part="LS-2-lift")
        given = self.at("GIVEN", "LS-1-201", "P5", **LEAK)
        self.assign(given, self.plumber)
        self.assign(given, self.electrician, reason="On leave")
        self.electrician.call("helpdesk.ticket", "action_accept", [given])
        offered = self.at("OFFERED", "LS-1-201", "P6")
        self.assign(offered, self.plumber)
        self.plumber.wizard(
            "property.ticket.handover",
            "action_hand_over",
            ticket_ids=[(6, 0, [offered])],
            user_id=self.electrician.uid,
            reason="Shift ends",
        )
        queued = self.at("QUEUED", "LS-1-202", "P8")
        self.dispatcher.call(
            "helpdesk.ticket", "write", [queued], {"team_id": self.team}
        )
        answer = self.plumber.call("helpdesk.ticket", "api_claim_next", key="tap-1")
        assert answer["status"] == "claimed", answer
        firm = self.take("FIRM", "电梯门异响", building="LS-1", common_part="LS-1-lift")
        [contract] = self.admin.find("property.subcontract", ("trade", "=", "lift"))
        self.dispatcher.wizard(
            "property.ticket.subcontract",
            "action_give",
            ticket_ids=[(6, 0, [firm])],
            subcontract_id=contract,
            due=later(days=3),
            reason="Door",
        )

    def waiting(self):
        for key, wait in (("ASKED", "customer"), ("PARTS", "parts"), ("VOTE", "vote")):
            ticket = self.at(key, "LS-2-101", "P9", created=ago(days=1), **LEAK)
            self.event(ticket, "waiting", wait=wait, text="Asked", date=ago(hours=20))
        back = self.at("BACK", "LS-2-101", "P9", created=ago(days=2), **LEAK)
        self.event(back, "waiting", wait="customer", date=ago(hours=40))
        self.event(back, "resumed", date=ago(hours=30))
        aside = self.at("ASIDE", "LS-1-101", "P0")
        self.dispatcher.wizard(
            "property.ticket.defer",
            "action_defer",
            ticket_ids=[(6, 0, [aside])],
            deferred_until=later(days=4000),
            reason="Part ordered",
        )

    def work(self):
        """The page on the phone: checklist, material, photo, signature, finish."""
        ticket = self.at("WORK", "LS-1-102", "P1", emergency=True, **LEAK)
        self.assign(ticket, self.plumber)
        items = self.plumber.call(
            "property.ticket.checklist.item", "search", [("ticket_id", "=", ticket)]
        )
        operations = [("start", {})]
        operations += [
            ("check", {"item_id": one, "is_done": True}) for one in items[:2]
        ]
        operations += [
            ("material", {"name": "垫圈", "quantity": 2, "price_unit": 3.5}),
            ("material", {"name": "阀门", "price_unit": 40, "payer": "customer"}),
            ("photo", {"label": "before", "data": DOT, "name": "before.png"}),
            ("signature", {"name": "王伟", "data": DOT}),
        ]
        sent = [
            {"key": f"phone-{number}", "kind": kind, "values": values}
            for number, (kind, values) in enumerate(operations)
        ]
        answers = self.plumber.call("helpdesk.ticket", "api_work", [ticket], sent)
        assert {answer["status"] for answer in answers} == {"done"}, answers
        self.event(ticket, "arrived")
        self.close(ticket, self.plumber)
        again = self.at("AGAIN", "LS-1-102", "P1", **LEAK)  # within 30 days: rework
        self.assign(again, self.plumber)
        self.close(again, self.plumber, "Tightened", "workaround")
        self.dispatcher.wizard(
            "property.ticket.reopen",
            "action_reopen",
            ticket_ids=[(6, 0, [again])],
            reason="Leaks again",
        )
        self.check(ticket)

    def check(self, ticket):
        Check = "property.quality.check"
        if not self.dispatcher.find(Check, ("ticket_id", "=", ticket)):
            self.dispatcher.call("helpdesk.ticket", "action_check_quality", [ticket])
        checks = self.dispatcher.find(
            Check, ("ticket_id", "=", ticket), ("result", "=", "to_check")
        )
        self.dispatcher.call(Check, "write", checks, {"remarks": "Clean work"})
        self.dispatcher.call(Check, "action_pass", checks)

    def incident(self):
        """Three people of a house have no water: one cause, one end."""
        cause = {"place": "Kitchen", "category": "Water and drains"}
        cause |= {"problem": "Low pressure"}
        for number, (unit, person) in enumerate(
            (("LS-1-101", "P0"), ("LS-1-102", "P1"), ("LS-1-103", "P3"))
        ):
            self.at(f"DRY-{number}", unit, person, name="没有水", **cause)
        [found] = self.dispatcher.find("property.incident", ("state", "=", "proposed"))
        self.dispatcher.call(
            "property.incident", "write", [found], {"resident_text": "正在抢修"}
        )
        self.dispatcher.call("property.incident", "action_confirm", [found])
        self.dispatcher.create(
            "property.incident",
            name="Garage gate",
            site_id=self.admin.find("property.site", ("code", "=", "LS"))[0],
            state="open",
        )

    def answers(self):
        """What residents think, and what colleagues know."""
        rated = self.at("RATED", "LS-1-202", "P8", **LEAK)
        self.assign(rated, self.plumber)
        self.close(rated, self.plumber, "Washer replaced")
        page = f"/my/ticket/{rated}"
        resident = self.admin.portal("resident")
        resident.send(page, f"{page}/rate", stars="2", feedback="Late")
        self.dispatcher.wizard(
            "property.rating.reply", "action_reply", ticket_id=rated, reply="Sorry"
        )
        complaint = self.at(
            "COMPLAINT", "LS-1-103", "P4", name="态度不好", case_type="complaint"
        )
        self.dispatcher.call(
            "helpdesk.ticket",
            "write",
            [complaint],
            {"named_employee_ids": [(4, self.electrician.uid)]},
        )
        solution = self.plumber.create(
            "property.solution",
            name="Tap drips",
            problem="Water under the sink",
            steps="<p>Close the valve, replace the washer.</p>",
        )
        self.plumber.call("property.solution", "action_submit", [solution])
        self.dispatcher.call("property.solution", "action_approve", [solution])
        self.electrician.call("property.solution", "action_vote_up", [solution])
        self.plumber.create(
            "property.solution", name="Fuse", problem="No light", steps="<p>Reset.</p>"
        )

    def extras(self):
        [site] = self.admin.find("property.site", ("code", "=", "LS"))
        self.dispatcher.create(
            "property.hint", name="Dog in the garden", level="2_warning", site_id=site
        )
        self.manager.create("property.intake.code", site_id=site)
        partner = self.admin.find("res.partner", ("external_key", "=", "P0"))
        self.steward.create(
            "property.disclosure", partner_id=partner[0], reason="Call back"
        )
