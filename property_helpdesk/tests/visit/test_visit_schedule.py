from odoo.fields import Command

from .common import NOW, VisitCommon, freeze_time


@freeze_time(NOW)
class TestVisitSchedule(VisitCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time(NOW):
            cls.visit = cls._plan()

    def _get_item(self, user):
        """Return what stands in the lane of the technician."""
        self.env.flush_all()
        self.env.invalidate_all()
        Schedule = self.env["property.team.schedule"].with_user(user)
        answer = Schedule.get_schedule({"day": "2026-03-09", "scale": "day"})
        [lane] = [lane for lane in answer["lanes"] if lane["id"] == self.tech.id]
        [item] = lane["items"]
        return item

    def test_dispatchers_see_and_move_it(self):
        item = self._get_item(self.user_dispatcher)
        self.assertEqual((item["model"], item["id"]), ("property.visit", self.visit.id))
        self.assertIn("Leak", item["label"])
        self.assertTrue(item["is_movable"])

    def test_colleagues_see_it(self):
        item = self._get_item(self.mate)
        self.assertEqual(item["model"], "property.visit")
        self.assertFalse(item["is_movable"])

    def test_what_has_begun_stays(self):
        self.visit.action_leave()
        self.assertFalse(self._get_item(self.user_dispatcher)["is_movable"])

    def test_of_a_complaint_about_him_he_sees_nothing(self):
        self.ticket.named_employee_ids = [Command.link(self.mate.id)]
        item = self._get_item(self.mate)
        self.assertEqual((item["id"], item["label"]), (False, "Busy"))
