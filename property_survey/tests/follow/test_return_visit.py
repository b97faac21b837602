from unittest.mock import patch

from lxml import etree

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from ...tools.return_visit import lot
from .common import FollowCommon, at, freeze_time


class TestReturnVisit(FollowCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tickets = cls._finish(12)
        cls.ticket = cls.tickets[0]

    def _plan(self, **values):
        return self.Visit.create(
            {
                "ticket_id": self.ticket.id,
                "user_id": self.user_agent.id,
                "date_deadline": at("2026-03-25 09:00"),
                **values,
            }
        )

    def test_lots(self):
        """The share by lot, again the same; nothing twice, and not what was before."""
        self.plan.share = 40
        below = self.tickets.filtered(
            lambda t: lot("seed", t._get_return_visit_key()) < 0.4
        )
        visits = self._draw()
        self.assertEqual(visits.ticket_id, below)
        self.assertEqual(set(visits.mapped("reason")), {"share"})
        self.assertFalse(self._draw())
        visits.unlink()
        self.assertEqual(self._draw().ticket_id, below)
        self.plan.write({"share": 100, "date_from": "2026-03-06"})
        self.assertFalse(self._draw())

    def test_least_when_the_month_is_over(self):
        self.plan.least = 3
        self.assertFalse(self._draw())
        visits = self._draw("2026-04-02 09:00")
        self.assertEqual(visits.mapped("reason"), ["least"] * 3)
        self.assertEqual(visits.worker_id, self.user_technician)
        lots = sorted(lot("seed", t._get_return_visit_key()) for t in self.tickets)[:3]
        self.assertEqual(
            sorted(lot("seed", t._get_return_visit_key()) for t in visits.ticket_id),
            lots,
        )
        self.assertFalse(self._draw("2026-04-02 10:00"))

    def test_rules(self):
        """The first rule that fits says the share."""
        self._rate(self.tickets[1], 1)
        self.tickets[2].priority = "3"
        self.plan.rule_ids = [
            (0, 0, {"is_low": True, "share": 100}),
            (0, 0, {"priority": "3", "share": 100}),
        ]
        visits = self._draw()
        self.assertEqual(visits.ticket_id, self.tickets[1] | self.tickets[2])
        self.assertEqual(set(visits.mapped("reason")), {"always"})

    def test_given_in_turn_to_who_had_no_part(self):
        """Not the stranger, who does not see the request, nor the worker or leader."""
        self.plan.share = 100
        self.plan.user_ids |= self.user_technician | self.user_dispatcher
        visits = self._draw()
        self.assertEqual(len(visits), 12)
        self.assertEqual(
            len(visits.filtered(lambda v: v.user_id == self.user_agent)), 6
        )
        self.assertEqual(visits.user_id, self.user_agent | self.user_survey)
        self.assertEqual(visits.mapped("worker_id"), self.user_technician)
        self.assertEqual(len(visits.activity_ids), 12)
        with freeze_time(at("2026-03-20 10:00")):
            self.assertFalse(visits.filtered("is_overdue"))
        self.assertEqual(
            self.Visit.search([("is_overdue", "=", True), ("id", "in", visits.ids)]),
            visits,
        )

    def test_who_had_a_part_is_refused(self):
        for user in (self.user_technician, self.user_dispatcher):
            with self.subTest(user=user.login), self.assertRaises(ValidationError):
                self._plan(user_id=user.id)
        visit = self._plan()
        with self.assertRaises(ValidationError):
            visit.user_id = self.user_technician
        with self.assertRaises(ValidationError):
            visit.with_user(self.user_dispatcher).action_satisfied()

    def test_who_had_a_part_has_no_buttons(self):
        visits = self._plan() | self._plan(ticket_id=self.tickets[1].id)
        visits[1].ticket_id.team_id = False
        for user, may in (
            (self.user_agent, [True, True]),
            (self.user_dispatcher, [False, True]),
            (self.user_technician, [False, False]),
        ):
            # sudo: what he may see of it is another matter
            mine = visits.with_user(user).sudo()
            self.assertEqual(mine.mapped("may_ask"), may, user.login)
        arch = self.Visit.with_user(self.user_dispatcher).get_view(
            self.env.ref("property_survey.property_return_visit_view_form").id, "form"
        )["arch"]
        buttons = etree.fromstring(arch).xpath("//header/button")
        hidden = [
            one.get("name") for one in buttons if "may_ask" in one.get("invisible")
        ]
        self.assertEqual(
            hidden,
            [
                "action_satisfied",
                "action_dissatisfied",
                "action_not_reached",
                "action_cancel",
            ],
        )
        with self.assertRaisesRegex(UserError, "Somebody else decides"):
            visits[0].with_user(self.user_dispatcher).action_cancel()
        visits[1].with_user(self.user_dispatcher).action_cancel()
        self.assertEqual(visits.mapped("state"), ["planned", "cancelled"])

    def test_draw_now(self):
        """Shows what it drew; says so where nothing is left to draw."""
        self.plan.share = 100
        draw = self.plan.with_user(self.user_survey).action_draw
        with freeze_time(at("2026-03-20 09:00")):
            ids = draw()["domain"][0][2]
            self.assertEqual(self.Visit.browse(ids).ticket_id, self.tickets)
            again = draw()
        self.assertEqual(again["tag"], "display_notification")
        self.assertIn("Nothing new", again["params"]["message"])

    def test_satisfied(self):
        self._rate(self.ticket, 3)
        visit = self._plan(stars="5", is_solved="yes")
        visit.with_user(self.user_agent).action_satisfied()
        self.assertRecordValues(
            visit,
            [
                {
                    "state": "done",
                    "result": "satisfied",
                    "own_stars": 3,
                    "star_difference": 2,
                }
            ],
        )
        self.assertFalse(visit.activity_ids)
        self.assertEqual(visit.follow_up_ids.user_id, self.user_agent)
        self.assertEqual(self.ticket.follow_up_result, "satisfied")
        with self.assertRaisesRegex(UserError, "already"):
            visit.with_user(self.user_agent).action_dissatisfied()

    def test_three_attempts(self):
        visit = self._plan().with_user(self.user_agent)
        for state in ("planned", "planned", "done"):
            visit.action_not_reached()
            self.assertEqual(visit.state, state)
        self.assertEqual((visit.result, visit.attempt_count), ("unreachable", 3))

    def test_a_follow_up_of_the_request_counts(self):
        visit = self._plan()
        asked = {"ticket_id": self.ticket.id, "result": "satisfied"}
        FollowUp = self.env["property.follow.up"]
        FollowUp.with_user(self.user_site_manager).create(asked)
        self.assertEqual(visit.result, "satisfied")
        second = self._plan(ticket_id=self.tickets[1].id)
        # the leader of the team may follow up, which is no return visit
        asked["ticket_id"] = self.tickets[1].id
        FollowUp.with_user(self.user_dispatcher).create(asked)
        self.assertEqual(second.state, "planned")

    def test_dissatisfied_opens_one_request(self):
        visit = self._plan().with_user(self.user_agent)
        with self.assertRaisesRegex(UserError, "write down"):
            visit.action_dissatisfied()
        visit.note = "Still drips"
        visit.action_dissatisfied()
        case = self.ticket.follow_case_ids
        self.assertEqual(len(case), 1)
        self.assertEqual(case.follow_source, "visit")
        self.assertIn("Still drips", case.description)
        visit.sudo()._open_low_case()
        self.assertEqual(self.ticket.follow_case_ids, case)

    def test_opened_again(self):
        waits, done = self._plan(), self._plan(ticket_id=self.tickets[1].id)
        done.with_user(self.user_agent).action_satisfied()
        self.tickets[:2]._reopen("It drips")
        self.assertEqual(waits.state, "cancelled")
        self.assertTrue(done.is_superseded)
        with self.assertRaisesRegex(UserError, "finished"):
            self._plan()

    def test_figures(self):
        visits = self._draw() | self._plan() | self._plan(ticket_id=self.tickets[1].id)
        visits |= self._plan(ticket_id=self.tickets[2].id)
        self._rate(self.ticket, 4)
        self.ticket.return_visit_ids.stars = "5"
        visits[0].with_user(self.user_agent).action_satisfied()
        visits[1].note = "Dirty"
        visits[1].with_user(self.user_agent).action_dissatisfied()
        self.env.flush_all()
        report = self.env["property.return.visit.report"].with_user(self.user_survey)
        [row] = report._read_group(
            [("worker_id", "=", self.user_technician.id)],
            ["team_id"],
            ["__count", "done_count:sum", "satisfied_rate:avg", "star_difference:avg"],
        )
        self.assertEqual(row, (self.team, 3, 2, 50.0, 1.0))
        rates = [
            field["digits"]
            for name, field in report.fields_get(attributes=["digits"]).items()
            if name.endswith("_rate")
        ]
        self.assertEqual(rates, [(16, 1)] * 7)

    def test_cron(self):
        self.plan.share = 100
        cron = type(self.env["ir.cron"])
        with (
            freeze_time(at("2026-03-20 09:00")),
            patch.object(cron, "_commit_progress", return_value=60),
        ):
            self.env["property.return.visit.plan"]._cron_draw()
        self.assertEqual(len(self.tickets.return_visit_ids), 12)

    def test_on_the_timeline(self):
        visit = self._plan(note="All is well")
        visit.with_user(self.user_agent).action_satisfied()
        self.env.flush_all()
        for record in (self.resident, self.unit):
            told = record.with_user(self.user_site_manager).api_timeline(
                kinds=["survey"]
            )["entries"]
            entry = next(one for one in told if one["model"] == visit._name)
            self.assertEqual(
                (entry["state"], entry["text"]), ("Satisfied", "All is well")
            )

    def test_views_cost_the_same_for_many(self):
        self.plan.share = 100
        visits = self._draw()
        for view in ("list", "kanban"):
            self.assertSameQueries(
                f"property_survey.property_return_visit_view_{view}",
                visits[:2],
                visits,
                self.user_survey,
            )

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_rights(self):
        """An agent sees what he has to ask; others of the site nothing."""
        mine = self._plan()
        other = self._plan(ticket_id=self.tickets[1].id, user_id=self.user_survey.id)
        both = mine | other
        ids = [("id", "in", both.ids)]
        for user, seen in (
            (self.user_agent, mine),
            (self.user_technician, self.Visit),
            (self.user_stranger, self.Visit),
            (self.user_survey, both),
            (self.user_dispatcher, both),
            (self.user_auditor, both),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(self.Visit.with_user(user).search(ids), seen)
        for user in (self.user_portal, self.user_stranger, self.user_technician):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                mine.with_user(user).read(["note"])
        for user in (self.user_agent, self.user_auditor, self.user_portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.Visit.with_user(user).create({"ticket_id": self.tickets[2].id})
        with self.assertRaises(AccessError):
            mine.with_user(self.user_auditor).note = "x"
        with self.assertRaises(ValidationError):
            mine.with_user(self.user_agent).result = "satisfied"

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_rights_of_plans_and_figures(self):
        Report = self.env["property.return.visit.report"]
        for user in (self.user_portal, self.user_agent):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                Report.with_user(user).search([])
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.plan.with_user(user).share = 1
        self.assertFalse(Report.with_user(self.user_dispatcher).search([]) & Report)
        rule = self.env["property.return.visit.rule"].create({"plan_id": self.plan.id})
        with self.assertRaises(AccessError):
            rule.with_user(self.user_agent).read(["share"])
        self.plan.with_user(self.user_survey).action_draw()
        self.plan.site_ids = False
        with self.assertRaises(AccessError):
            self.plan.with_user(self.user_survey).action_draw()
        self.plan.with_user(self.user_company_manager).share = 5
