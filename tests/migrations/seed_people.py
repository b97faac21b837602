"""Consents and requests about data, needs, members with points, memos, a feed."""

from seed_desk import Registers
from seed_time import at

JOBS = ("ir_cron_apply_retention", "ir_cron_refresh_memberships")


def fill(admin):
    people = People(admin)
    people.members()
    people.needs()
    people.consents()
    people.requests()
    people.registers()
    people.memos()
    for job in JOBS:
        admin.run_job(f"property_crm.{job}")


class People(Registers):
    """What residents allow and ask for, and what the staff notes about them."""

    def purpose(self, code):
        [found] = self.admin.find("property.privacy.purpose", ("code", "=", code))
        return found

    def members(self):
        """With points by hand, spent in part, and one who has left."""
        rules = self.steward.find("property.membership.rule")
        for person in ("P0", "P8"):
            member = self.steward.create(
                "property.membership", partner_id=self.people[person]
            )
            for kind, points, note in (
                ("earned", 150, "Friend"),
                ("spent", -40, "Tea"),
            ):
                rule = rules[0] if kind == "earned" else False
                self.steward.create(
                    "property.membership.point",
                    membership_id=member,
                    kind=kind,
                    points=points,
                    note=note,
                    rule_id=rule,
                )
        gone = self.steward.create("property.membership", partner_id=self.people["P1"])
        self.manager.call("property.membership", "write", [gone], {"active": False})

    def needs(self):
        """Said by customers, in every state, and expected from the age of homes."""
        topics = self.steward.find("property.need.topic")
        for step, topic in zip(
            (None, "offer", "meet", "decline"), topics, strict=False
        ):
            need = self.steward.create(
                "property.need",
                partner_id=self.people["P0"],
                topic_id=topic,
                note="Soon",
            )
            if step:
                self.steward.call("property.need", f"action_{step}", [need])
        rules = self.manager.find("property.need.rule")
        self.manager.call("property.need.rule", "action_run", rules)

    def consents(self):
        """At the desk, on the page, for a child, and taken back."""
        given = {"channel": "desk", "proof": "Form 12"}
        for person in ("P0", "P1"):
            consent = self.steward.create(
                "property.consent",
                partner_id=self.people[person],
                purpose_id=self.purpose("marketing"),
                **given,
            )
        self.steward.call("property.consent", "action_withdraw", [consent])
        page = "/my/privacy"
        for purpose in ("marketing", "grading"):
            self.resident.send(
                page, f"{page}/consent/{self.purpose(purpose)}", give="1"
            )
        self.resident.send(page, f"{page}/notice")

    def requests(self):
        """New, answered, refused, a copy, and somebody who was forgotten."""
        page = "/my/privacy"
        form = {"kind": "correct", "detail": "My name", "token": "c1"}
        self.resident.send(page, f"{page}/ask", **form)
        self.answered("access", answer="Here it is", step="answer")
        self.answered("delete", refusal_reason="A debt is open", step="refuse")
        self.answered("copy", step="export")
        row = {"external_key": "GONE", "name": "Gone Long Ago", "country": "CN"}
        [gone] = self.admin.as_user("program").send("res.partner", "api_upsert", row)
        request = self.ask("delete", partner_id=gone)
        self.manager.wizard(
            "property.erasure", "action_erase", request_id=request, is_sure=True
        )

    def ask(self, kind, **values):
        given = {"partner_id": self.people["P2"], "is_identified": True, **values}
        return self.steward.create("property.data.request", kind=kind, **given)

    def answered(self, kind, step, **words):
        request = self.ask(kind)
        model = "property.data.request"
        self.manager.call(model, "action_take", [request])
        self.manager.call(model, "write", [request], words)
        self.manager.call(model, f"action_{step}", [request])

    def registers(self):
        self.manager.create(
            "property.privacy.recipient",
            partner_id=self.people["F1"],
            role="processor",
            content="Name and phone number",
            purpose_id=self.purpose("service"),
        )
        checks = dict.fromkeys(("is_lawful", "is_minimal", "is_told", "is_safe"), True)
        self.manager.create("property.privacy.assessment", name="Cameras", **checks)
        self.manager.create("property.privacy.incident", name="Lost list")

    def memos(self):
        """One's own, shared, done; and the link of a calendar."""
        told = {"user_id": self.steward.uid, "remind_at": at(2000, 9)}
        self.steward.create("property.memo", name="Private", **told)
        shared = [(6, 0, [self.admin.uid, self.dispatcher.uid])]
        memo = {"name": "水表", "note": "<p>Call first</p>", "priority": "1"}
        self.steward.create(
            "property.memo",
            unit_id=self.units["LS-1-101"],
            partner_id=self.people["P0"],
            date_due=at(2000, 0)[:10],
            shared_user_ids=shared,
            **memo,
            **told,
        )
        done = self.steward.create("property.memo", name="Done", shared_user_ids=shared)
        self.steward.call("property.memo", "action_done", [done])
        self.steward.call("res.users", "action_renew_calendar_feed", [self.steward.uid])
