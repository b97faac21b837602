from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from ..common import HelpdeskCommon


class TestPropertyTextModel(HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Model = cls.env["property.text.model"]
        cls.lift = cls._get_class("lift_lifts_out_of_order")
        cls.there = cls.env["res.company"].create({"name": "There"})

    def _run_cron(self):
        with self.enter_registry_test_mode():
            self.env.ref(
                "property_helpdesk.ir_cron_learn_classes"
            ).method_direct_trigger()
        self.env.invalidate_all()

    def _learn(self, word="zorbleflux", company=None, count=3, **values):
        company = company or self.env.company
        self.Ticket.with_company(company).create(
            [
                {
                    "name": f"{word} {number}",
                    "description": f"<p>{word}</p>",
                    "company_id": company.id,
                    "class_id": self.lift.id,
                    **values,
                }
                for number in range(count)
            ]
        )
        self._run_cron()

    def _suggest(self, text, company=None):
        found = self.Model._suggest(text, company or self.env.company, "residential")
        return [class_id for class_id, _share in found]

    def test_names_of_the_classes_are_enough_on_the_first_day(self):
        for text in ("厨房漏水", "Leak in the kitchen", "水槽在滴水"):
            with self.subTest(text=text):
                self.assertEqual(self._suggest(text)[0], self.leak.id)

    def test_learns_the_words_of_the_site(self):
        self.assertNotIn(self.lift.id, self._suggest("zorbleflux")[:1])
        self._learn()
        self.assertEqual(self._suggest("zorbleflux")[0], self.lift.id)
        model = self.Model.search([("company_id", "=", self.env.company.id)])
        self.assertGreaterEqual(model.sample_count, 3)
        self.assertTrue(model.trained_at)

    def test_other_companies_words_stay_there(self):
        before = self.Model._suggest("zorbleflux", self.env.company)
        self._learn(company=self.there)
        self.assertEqual(self._suggest("zorbleflux", self.there)[0], self.lift.id)
        self.assertEqual(self.Model._suggest("zorbleflux", self.env.company), before)
        own = self.Model.search([("company_id", "=", self.env.company.id)])
        self.assertNotIn("zorble", str(own.counts))

    def test_no_text_and_no_number_is_stored(self):
        self._learn("Herr Quxington 13800000000", count=1)
        counts = str(self.Model.search([]).mapped("counts"))
        self.assertNotIn("uxin", counts)
        self.Model.search([]).trained_at = False
        self._learn("Secret 13800000000", count=2)
        grams = set().union(*(m.counts["grams"] for m in self.Model.search([])))
        self.assertIn("ecre", grams)
        self.assertFalse([gram for gram in grams if "138" in gram])
        self.assertLessEqual(max(len(g) for g in grams if not g.startswith("=")), 4)

    def test_learning_twice_a_day_does_nothing_more(self):
        self._learn()
        model = self.Model.search([("company_id", "=", self.env.company.id)])
        model.sample_count = -1
        self._run_cron()
        self.assertEqual(model.sample_count, -1)
        model.trained_at = "2020-01-01"
        self._run_cron()
        self.assertGreater(model.sample_count, 0)

    def test_accuracy_is_measured_on_what_was_held_out(self):
        self._learn(count=20)
        model = self.Model.search([("company_id", "=", self.env.company.id)])
        self.assertGreater(model.accuracy, 50)
        self.assertGreaterEqual(model.accuracy_top, model.accuracy)

    def test_only_classes_of_the_kind_of_site(self):
        text = "meeting room projector"
        office = self._get_class("meeting_room_electricity_projector_or_sound")
        self.assertEqual(office.site_kind, "office")
        found = self.Model._suggest(text, self.env.company)
        self.assertEqual(found[0][0], office.id)
        self.assertNotIn(office.id, self._suggest(text))

    def test_suggested_on_the_request_until_it_has_a_class(self):
        ticket = self._create_tickets(name="Kitchen sink is leaking")
        self.assertEqual(ticket.class_suggestions[0]["id"], self.leak.id)
        ticket.class_id = self.leak
        self.assertFalse(ticket.class_suggestions)

    def test_whether_the_suggestion_was_right_is_kept(self):
        right, wrong, mute = self._create_tickets(3, name="Kitchen sink is leaking")
        mute.write({"name": "zzz", "description": "<p>zzz</p>"})
        right.class_id = self.leak
        (wrong | mute).class_id = self.lift
        self.assertEqual(right.suggestion_result, "taken")
        self.assertEqual(wrong.suggestion_result, "changed")
        self.assertEqual(wrong.suggested_class_id, self.leak)
        self.assertFalse(mute.suggestion_result)
        self._run_cron()
        model = self.Model.search([("company_id", "=", self.env.company.id)])
        self.assertEqual(model.taken_share, 50)

    def test_reading_it(self):
        self._run_cron()
        manager = self.Model.with_user(self.user_company_manager).search([])
        self.assertEqual(manager.company_id, self.env.company)
        with self.assertRaises(AccessError):
            manager.read(["counts"])
        with self.assertRaises(AccessError):
            manager.unlink()
        for user in (self.user_agent, self.user_stranger, self.user_portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.Model.with_user(user).search([])

    def test_another_company_is_not_read(self):
        self._run_cron()
        user = new_test_user(
            self.env,
            "there",
            groups="property_crm.group_property_company_manager",
            company_id=self.there.id,
            company_ids=[Command.set(self.there.ids)],
        )
        models = self.Model.with_user(user).search([])
        self.assertEqual(models.company_id, self.there)
