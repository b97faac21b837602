from odoo.exceptions import UserError
from odoo.tests import Form

from .common import NOW, VisitCommon, at, freeze_time


@freeze_time(NOW)
class TestVisitPlan(VisitCommon):
    def _get_offers(self, **values):
        return self.ticket._get_visit_offers(**values)

    def _open(self, user=None):
        user = user or self.user_dispatcher
        ticket = self.ticket.with_user(user)
        action = ticket.action_plan_visit()
        return Form(
            self.env[action["res_model"]]
            .with_user(user)
            .with_context(**action["context"])
        )

    def test_free_times_within_the_usual_windows(self):
        offers = self._get_offers(user=self.tech)
        self.assertEqual(len(offers), 10)  # five days of work
        first = offers[0]
        self.assertEqual(first.window_start, at("2026-03-09 08:30"))
        self.assertEqual(first.window_stop, at("2026-03-09 12:00"))
        self.assertEqual(first.start, at("2026-03-09 08:30"))

    def test_what_is_taken_is_not_offered(self):
        self._plan("2026-03-09 08:30", "2026-03-09 11:30")
        first = self._get_offers(user=self.tech)[0]
        self.assertEqual(first.start, at("2026-03-09 13:30"))

    def test_the_holder_comes_first(self):
        offers = self._get_offers()
        self.assertEqual(offers[0].person, self.tech.id)
        people = {offer.person for offer in offers}
        self.assertIn(self.mate.id, people)
        self.assertNotIn(self.user_stranger.id, people)

    def test_shorter_windows_of_a_site(self):
        window = self.env["property.visit.window"].create(
            {
                "name": "Early",
                "sequence": 1,
                "hour_from": 8.5,
                "hour_to": 9.5,
                "site_ids": [(6, 0, self.site.ids)],
            }
        )
        self.assertIn(window.id, {offer.window for offer in self._get_offers()})
        window.site_ids = self.other_site
        self.assertNotIn(window.id, {offer.window for offer in self._get_offers()})

    def test_who_is_off_now_is_offered_for_later(self):
        self.env["hr.employee"].create(
            {"name": "M", "user_id": self.mate.id, "tz": "Asia/Shanghai"}
        ).resource_calendar_id = self.office
        with freeze_time(at("2026-03-08 11:00")):  # a Sunday
            people = {offer.person for offer in self._get_offers()}
            dialog = self._open()
        self.assertIn(self.mate.id, people)
        self.assertIn(str(self.mate.id), str(dialog.offers))

    def test_absent_is_not_offered(self):
        employee = self.env["hr.employee"].create(
            {"name": "T", "user_id": self.tech.id, "tz": "Asia/Shanghai"}
        )
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Leave",
                "resource_id": employee.resource_id.id,
                "calendar_id": employee.resource_calendar_id.id,
                "date_from": at("2026-03-09 00:00"),
                "date_to": at("2026-03-12 23:59"),
            }
        )
        offers = self._get_offers(user=self.tech)
        self.assertEqual(offers[0].start, at("2026-03-13 08:30"))

    def test_dispatcher_books_with_the_dialog(self):
        form = self._open()
        form.user_id = self.mate
        form.minutes = 30
        [person] = form.offers[0]["people"]
        self.assertEqual(person["name"], self.mate.name)
        self.assertEqual(person["time"], "08:30–09:00")
        self.assertIn("0 open requests", person["hint"])
        form.choice = person["key"]
        form.save().action_book()
        visit = self.ticket.visit_ids
        self.assertRecordValues(
            visit,
            [
                {
                    "user_id": self.mate.id,
                    "planned_minutes": 30,
                    "window_stop": at("2026-03-09 12:00"),
                    "agreed_at": NOW,
                }
            ],
        )

    def test_technicians_are_offered_their_own_time(self):
        form = self._open(self.tech)
        people = {one["user_id"] for row in form.offers for one in row["people"]}
        self.assertEqual(people, {self.tech.id})
        form.choice = form.offers[0]["people"][0]["key"]
        form.save().action_book()
        self.assertEqual(self.ticket.visit_ids.user_id, self.tech)

    def test_a_choice_is_needed(self):
        with self.assertRaisesRegex(UserError, "Choose a time"):
            self._open().save().action_book()

    def test_the_resident_is_asked_to_choose(self):
        self._open().save().action_offer()
        self.assertEqual(self.ticket.visit_offered_at, NOW)
        self.assertIn("Please choose", self._get_told()[-1])

    def test_offers_cost_the_same_for_few_and_many_technicians(self):
        counts = []
        for users in (self.tech | self.mate, self.env["res.users"].browse()):
            if not users:
                for number in range(10):
                    user = self.mate.copy({"login": f"mate_{number}"})
                    self._enrol(user, self.site.territory_id, role="technician")
            for _run in range(2):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                self._get_offers(each=6)
            counts.append(self.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])
