"""Visits in every state, costs that wait, work that its requester has to confirm."""

from datetime import timedelta

from seed_tickets import LEAK, NOW, Desk

DONE = "done-{}"


def day(days, hour):
    """Return an hour of a day to come, as the interface takes it."""
    date = (NOW + timedelta(days=days)).replace(minute=0, second=0)
    return f"{date.replace(hour=hour).isoformat()}Z"


def fill(admin):
    desk = VisitDesk(admin)
    desk.windows()
    desk.visits()
    desk.chosen()
    desk.costs()
    desk.confirmed()
    desk.limits()


class VisitDesk(Desk):
    """What the dispatcher plans, and what the residents say about it."""

    def visit(self, ticket, key, do, **values):
        row = {"id": ticket, "visit_key": key, "do": do, **values}
        self.dispatcher.send("helpdesk.ticket", "api_visit", row)

    def book(self, name, hour, days=900, **values):
        ticket = self.at(f"VISIT-{name}", "LS-1-101", "P0", **LEAK)
        self.assign(ticket, self.plumber)
        start, stop = day(days, hour), day(days, hour + 1)
        self.visit(ticket, name, "book", start=start, stop=stop, **values)
        return ticket

    def windows(self):
        [site] = self.admin.find("property.site", ("code", "=", "LS"))
        self.admin.create(
            "property.visit.window",
            name="晚间",
            hour_from=18,
            hour_to=20.5,
            site_ids=[(6, 0, [site])],
        )

    def visits(self):
        self.book("planned", 1)
        moved = self.book("moved", 2)
        start, stop = day(901, 2), day(901, 3)
        self.visit(moved, "moved", "book", start=start, stop=stop)
        way = self.book("way", 3)
        self.visit(way, "way", "on_the_way")
        site = self.book("site", 4)
        self.visit(site, "site", "on_site")
        done = self.book("done", 5)
        for step in ("on_the_way", "on_site", "done"):
            self.visit(done, "done", step)
        missed = self.book("missed", 6)
        self.visit(missed, "missed", "missed", why="not_at_home", reason="Rang twice")
        cancelled = self.book("cancelled", 7)
        self.visit(cancelled, "cancelled", "cancel", reason="Repaired already")
        self.book("other", 1, days=902, technician="electrician")

    def chosen(self):
        """The resident chooses a time of those offered, and asks for another."""
        ticket = self.at("CHOSEN", "LS-1-202", "P8", **LEAK)
        self.assign(ticket, self.plumber)
        self.visit(ticket, "chosen", "book", start=day(903, 1), stop=day(903, 2))
        page = f"/my/ticket/{ticket}"
        resident = self.admin.portal("resident")
        resident.send(page, f"{page}/visit", do="agree")
        resident.send(page, f"{page}/visit", do="ask", wish="Better in the evening")

    def costs(self):
        """Free, waiting, approved and refused."""
        self.manager.create("property.cost.limit", amount=200, approver="site_manager")
        self.manager.create(
            "property.cost.limit", amount=5000, approver="company_manager"
        )
        for name, amount, decide in (
            ("free", 150, None),
            ("waiting", 800, None),
            ("approved", 900, "action_approve"),
            ("refused", 6000, "action_refuse"),
        ):
            ticket = self.at(f"COST-{name}", "LS-1-103", "P3", **LEAK)
            self.assign(ticket, self.plumber)
            asked = {"ticket_id": ticket, "labour_amount": amount, "note": "Pipes"}
            self.plumber.wizard("property.ticket.cost", "action_estimate", **asked)
            if decide:
                self.manager.wizard(
                    "property.ticket.cost.decide",
                    decide,
                    ticket_id=ticket,
                    reason="As agreed",
                )

    def confirmed(self):
        """Done and waiting, confirmed on the page, sent back, asked by phone."""
        team = self.admin.create(
            "helpdesk.ticket.team",
            name="客户回访",
            user_ids=[(6, 0, [self.plumber.uid, self.electrician.uid])],
            asks_confirmation=True,
        )
        done = {}
        for name in ("waiting", "confirmed", "back", "called"):
            ticket = self.at(DONE.format(name), "LS-1-202", "P8", **LEAK)
            self.dispatcher.call(
                "helpdesk.ticket", "write", [ticket], {"team_id": team}
            )
            self.assign(ticket, self.plumber)
            self.close(ticket, self.plumber)
            done[name] = ticket
        page = f"/my/ticket/{done['confirmed']}"
        self.admin.portal("resident").send(page, f"{page}/confirm")
        self.dispatcher.wizard(
            "property.ticket.reopen",
            "action_reopen",
            ticket_ids=[(6, 0, [done["back"]])],
            reason="Drips again",
        )
        for result in ("not_reached", "satisfied"):
            self.dispatcher.create(
                "property.follow.up", ticket_id=done["called"], result=result
            )
        complaint = self.find_ticket("COMPLAINT")
        self.dispatcher.call(
            "helpdesk.ticket", "write", [complaint], {"complaint_finding": "invalid"}
        )

    def limits(self):
        """A site with limits of its own, and who speaks for its owners."""
        [site] = self.admin.find("property.site", ("code", "=", "LS"))
        members = self.admin.find("res.partner", ("external_key", "in", ["P0", "P1"]))
        self.manager.call(
            "property.site",
            "write",
            [site],
            {
                "has_own_limits": True,
                "helpdesk_day_limit": 7,
                "committee_partner_ids": [(6, 0, members)],
            },
        )

    def find_ticket(self, key):
        [ticket] = self.program.find("helpdesk.ticket", ("external_key", "=", key))
        return ticket
