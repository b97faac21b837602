from datetime import datetime

from odoo.tests import freeze_time

from .call_list_common import CallListCommon

# Monday, 18:30 in Shanghai
NOW = datetime(2026, 3, 2, 10, 30)


@freeze_time(NOW)
class TestCallWorkPlan(CallListCommon):
    """Call-backs in My work and in the schedule of the team."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.site.tz = "Asia/Shanghai"
        for user in (cls.user_agent, cls.user_dispatcher):
            user.tz = cls.site.tz
        cls.back = cls.env["property.call.back"].create(
            {
                "partner_id": cls.wang.id,
                "site_id": cls.site.id,
                "user_id": cls.user_agent.id,
                "not_before": datetime(2026, 3, 3, 2),
                "reason": "Minutes",
            }
        )
        cls.list.action_start()
        cls.entry.write(
            {
                "state": "call_back",
                "user_id": cls.user_agent.id,
                "next_attempt_at": datetime(2026, 3, 1, 2),
            }
        )

    def _find(self, user):
        self.env.invalidate_all()
        report = self.env["property.upcoming.report"].with_user(user)
        return report.search([("kind", "=", "call")])

    def _get_item(self, user):
        schedule = self.env["property.team.schedule"].with_user(user)
        shown = schedule.get_schedule({"day": "2026-03-03", "scale": "day"})
        lanes = {lane["id"]: lane["items"] for lane in shown["lanes"]}
        [item] = lanes[self.user_agent.id]
        return item

    def test_my_work_has_the_call_backs_those_late_first(self):
        entry, back = self._find(self.user_agent)
        self.assertEqual((entry.due, back.due), ("1_late", "3_tomorrow"))
        self.assertEqual(
            (entry.name, back.name),
            ("Call-back · Wang Wei · After repairs", "Call-back · Wang Wei · Minutes"),
        )
        self.assertTrue(back.is_mine and entry.is_mine)
        self.assertEqual(back.unit_id, self.unit)
        self.assertEqual(back.action_open()["res_id"], self.back.id)
        self.assertFalse(entry.may_be_done)
        back.action_done()
        self.assertEqual(self.back.state, "done")
        self.assertEqual(len(self._find(self.user_agent)), 1)

    def test_others_see_what_they_may(self):
        self.assertFalse(any(self._find(self.user_dispatcher).mapped("is_mine")))
        self.assertEqual(len(self._find(self.user_dispatcher)), 2)
        self.assertFalse(self._find(self.user_stranger))

    def test_the_task_of_the_team_lead_says_where(self):
        self.back.activity_schedule(
            "mail.mail_activity_data_call",
            user_id=self.user_dispatcher.id,
            summary="Not reached",
        )
        row = self._find(self.user_dispatcher).filtered("is_mine")
        self.assertEqual((row.unit_id, row.partner_id), (self.unit, self.wang))

    def test_the_schedule_says_whom(self):
        item = self._get_item(self.user_dispatcher)
        self.assertEqual((item["model"], item["id"]), (self.back._name, self.back.id))
        self.assertEqual(item["label"], self.back.display_name)
        self.assertEqual((item["icon"], item["place"]), ("fa-phone", self.unit.name))

    def test_the_schedule_keeps_from_others_whom(self):
        self.back.invalidate_recordset()
        items = [
            {"model": self.back._name, "id": self.back.id, "label": "Call-back"},
            {"model": "calendar.event", "id": 1, "label": "Other"},
        ]
        schedule = self.env["property.team.schedule"].with_user(self.user_stranger)
        schedule._complete_items(items)
        self.assertEqual(items[0]["label"], "Call-back")
        self.assertFalse(items[0]["id"])
        self.assertEqual(items[1]["id"], 1)
