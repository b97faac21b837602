from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, freeze_time

from .common import DispatchCommon

MONDAY = "2026-03-09 10:00:00"


class TestScore(DispatchCommon):
    def _get_verdicts(self, ticket, user=None):
        """Return ``{user: codes of his reasons}``."""
        ticket.with_user(user or self.user_dispatcher)._propose()
        return {
            score.user_id: [reason["code"] for reason in score.reasons]
            for score in ticket.score_ids
        }

    def _get_score(self, ticket, user):
        return ticket.score_ids.filtered(lambda score: score.user_id == user)

    def test_required_skill_and_level(self):
        skill, licence = (self._create_skill("Pipes"), self._create_skill("Gas", True))
        self._require(skill, 60)
        self._require(licence, 20)
        ticket = self._create_team_tickets(class_id=self.leak.id)
        for user, level in ((self.ann, 60), (self.bob, 20), (self.cid, 100)):
            self._teach(user, skill, level)
        self._teach(self.ann, licence, 20)
        self._teach(self.cid, licence, 100, valid_to="2021-01-01")
        codes = self._get_verdicts(ticket)
        self.assertNotIn("low_skill", codes[self.ann])
        self.assertTrue(self._get_score(ticket, self.ann).is_eligible)
        self.assertEqual(codes[self.bob], ["low_skill", "no_skill"])
        self.assertEqual(codes[self.cid], ["expired"])
        self.assertEqual(codes[self.user_agent], ["no_skill", "no_skill"])
        text = self._get_score(ticket, self.bob).reason_text
        self.assertEqual(text, "Pipes: has 20 %, needed are 60 % · lacks the skill Gas")
        self.assertEqual(ticket.score_ids[:1].user_id, self.ann)

    def test_rules_of_class_category_and_everything(self):
        Rule = self.env["property.dispatch.skill"]
        skills = [self._create_skill(name) for name in "xyz"]
        self._require(skills[0], 20, class_id=self.leak.id)
        self._require(skills[1], 60)
        self._require(skills[2], 100, category_id=False)
        leak = self._create_tickets(class_id=self.leak.id)
        other = self._create_tickets()
        needs = Rule._get_needs(leak | other)
        everything = dict(zip((s.id for s in skills), (20, 60, 100), strict=True))
        self.assertEqual(needs[leak][0], everything)
        self.assertEqual(needs[other][0], {skills[2].id: 100})
        for rule_user in (self.ann, self.bob):
            domain = Rule._get_lacking_domain(rule_user)
            found = (leak | other).filtered_domain(domain)
            self.assertEqual(found, leak | other)
            for skill in skills:
                self._teach(rule_user, skill, 100)
            self.assertFalse(
                (leak | other).filtered_domain(Rule._get_lacking_domain(rule_user))
            )

    @freeze_time(MONDAY)
    def test_shift_and_leave(self):
        skill = self._create_skill("Pipes")
        calendar = self.env["resource.calendar"].create(
            {
                "name": "Mornings",
                "tz": "UTC",
                "attendance_ids": [
                    Command.create(
                        {"name": "M", "dayofweek": "0", "hour_from": 8, "hour_to": 12}
                    )
                ],
            }
        )
        ticket = self._create_team_tickets()
        for user in (self.ann, self.bob):
            self._teach(user, skill, 20).resource_calendar_id = calendar
        employee = self.bob.employee_ids
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Ill",
                "resource_id": employee.resource_id.id,
                "calendar_id": calendar.id,
                "date_from": "2026-03-09 00:00:00",
                "date_to": "2026-03-09 23:00:00",
            }
        )
        codes = self._get_verdicts(ticket)
        self.assertNotIn("off_shift", codes[self.ann])
        self.assertEqual(codes[self.bob], ["off_shift"])
        self.assertNotIn("off_shift", codes[self.cid], "no hours are known")
        with freeze_time("2026-03-09 12:00:00"):
            self.assertEqual(self._get_verdicts(ticket)[self.ann], ["off_shift"])

    def test_capacity(self):
        self.ann.territory_staff_ids.ticket_capacity = 2
        aside, *_others = self._create_tickets(2, user_id=self.ann.id)
        ticket = self._create_team_tickets()
        self.assertEqual(self._get_verdicts(ticket)[self.ann], ["full"])
        aside._defer(self.env.cr.now().replace(microsecond=0, year=2099), "Part")
        self.assertNotIn("full", self._get_verdicts(ticket)[self.ann])
        ticket._assign(self.ann)
        self.assertNotIn("full", self._get_verdicts(ticket)[self.ann], "it is his own")

    def test_measures_are_told(self):
        self.resident.lang = self.ann.lang = "en_US"
        done = self._create_tickets(user_id=self.ann.id)
        done._close("Done")
        self.env["rating.rating"].sudo().create(
            {
                "res_model_id": self.env["ir.model"]._get_id("helpdesk.ticket"),
                "res_id": done.id,
                "rated_partner_id": self.ann.partner_id.id,
                "rating": 4,
                "consumed": True,
            }
        )
        ticket = self._create_team_tickets()
        codes = self._get_verdicts(ticket)
        self.assertTrue({"history", "rating", "language"} <= set(codes[self.ann]))
        text = self._get_score(ticket, self.ann).reason_text
        for words in (
            "helped this customer 1 times",
            "rated 4.0 of 5",
            "speaks the language",
            "his own territory",
            "0 of 10 requests",
            "last given",
        ):
            self.assertIn(words, text)

    def test_the_nearest_territory_first(self):
        building = self.env["property.territory"].create(
            {
                "name": "House 1",
                "kind": "building",
                "site_id": self.site.id,
                "building_id": self.building.id,
            }
        )
        near = self._create_technician("near", building)
        ticket = self._create_tickets()
        self._get_verdicts(ticket)
        self.assertEqual(ticket.score_ids[0].user_id, near)
        self.assertIn("territory around", ticket.score_ids[1].reason_text)

    def test_weights_are_data(self):
        self._create_tickets(3, user_id=self.ann.id)
        ticket = self._create_team_tickets()
        self._get_verdicts(ticket)
        before = self._get_score(ticket, self.ann).score
        weights = self.env["property.dispatch.weight"].search([])
        weights.weight = 0
        weights.filtered(lambda w: w.code == "near").weight = 1
        self._get_verdicts(ticket)
        after = self._get_score(ticket, self.ann)
        self.assertEqual((after.score, len(after.reasons)), (100, 1))
        self.assertLess(before, 100)

    def test_only_the_last_proposal_is_kept(self):
        ticket = self._create_team_tickets()
        people = len(self._get_verdicts(ticket))
        self.ann.territory_staff_ids.ticket_capacity = 1
        self._create_tickets(user_id=self.ann.id)
        self.assertEqual(len(self._get_verdicts(ticket)), people)
        self.assertEqual(len(ticket.score_ids), people)
        self.assertEqual(self._get_score(ticket, self.ann).reasons[0]["code"], "full")

    def test_dialog_names_the_best_and_takes_anybody(self):
        ticket = self._create_team_tickets().with_user(self.user_dispatcher)
        action = ticket.action_assign()
        wizard = self.env[action["res_model"]].with_user(self.user_dispatcher)
        form = Form(wizard.with_context(**action["context"]))
        best = ticket.score_ids[:1]
        user = best.user_id
        self.assertEqual(form.user_id, user)
        self.assertEqual(form.save().score_ids, ticket.score_ids)
        second = ticket.score_ids[1]
        self.assertEqual(second.action_take()["type"], "ir.actions.act_window_close")
        self.assertEqual(ticket.user_id, second.user_id)
        action = best.action_take()
        self.assertEqual(action["context"]["default_user_id"], user.id)
        self.assertNotEqual(ticket.user_id, user, "a reason is asked first")

    def test_many_to_their_best(self):
        self.team.user_ids = self.ann | self.bob
        for user in self.territory.staff_ids.user_id - (self.ann | self.bob):
            user.territory_staff_ids.ticket_capacity = 1
            self._create_tickets(user_id=user.id)
        (self.ann | self.bob).territory_staff_ids.ticket_capacity = 3
        held = self._create_tickets(user_id=self.ann.id)
        tickets = self._create_team_tickets(7) | held
        action = tickets.with_user(self.user_dispatcher).action_assign_best()
        given = [
            len(tickets.filtered(lambda t, u=u: t.user_id == u))
            for u in (self.ann, self.bob)
        ]
        self.assertEqual(given, [3, 3])
        self.assertEqual(len(tickets.filtered(lambda t: not t.user_id)), 2)
        self.assertIn("Assigned: 5. Left: 2.", action["params"]["message"])

    def test_a_proposal_costs_the_same_for_few_and_many(self):
        counts = []
        for tickets in (
            self._create_team_tickets(2),
            self._create_team_tickets(2),
            self._create_team_tickets(50),
        ):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            tickets._rank_people()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])

    def test_agents_do_not_read_proposals(self):
        ticket = self._create_team_tickets()
        self._get_verdicts(ticket)
        scores = ticket.score_ids
        for user in (self.user_agent, self.user_portal, self.user_integration):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                scores.with_user(user).read(["score"])
        far = self._create_tickets(unit_id=self.other_unit.id)
        far._propose()
        for user in (self.user_dispatcher, self.user_site_manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                far.score_ids.with_user(user).read(["score"])
            with self.assertRaises(AccessError):
                scores.with_user(user).write({"score": 100})
        self.assertTrue(scores.with_user(self.user_auditor).read(["score"]))
