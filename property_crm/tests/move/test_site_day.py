from contextlib import contextmanager
from datetime import date
from unittest.mock import patch

from odoo.tests import Form, freeze_time

from .common import MoveCommon

DAY = date(2026, 3, 9)
# one and the same day at the site in Shanghai, from its first to its last hour, for a
# user for whom it is still yesterday and one for whom it is tomorrow already
MOMENTS = (
    ("2026-03-08 16:30:00", "Pacific/Honolulu"),
    ("2026-03-09 15:30:00", "Pacific/Kiritimati"),
)


class TestSiteDay(MoveCommon):
    """Days begin and end at the midnight of the site, wherever the user is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.site.tz = "Asia/Shanghai"
        cls.other_site.tz = "Europe/London"

    @contextmanager
    def _at(self, moment, zone):
        self.desk.tz = self.user_site_manager.tz = zone
        with self.subTest(user=zone), freeze_time(moment):
            self.env.invalidate_all()
            yield

    def test_what_is_proposed(self):
        for moment in MOMENTS:
            with self._at(*moment):
                moves = self.env["property.move"].with_user(self.desk)
                with Form(moves) as form:
                    self.assertFalse(form.date)
                    form.unit_id = self.unit
                    self.assertEqual(form.date, DAY)
                    with form.line_ids.new() as line:
                        line.partner_id = self.wang
                self.assertEqual(moves.create({"unit_id": self.unit.id}).date, DAY)
                goods = self._make("property.goods.pass", name="Sofa")
                self.assertEqual(goods.with_user(self.desk).date, DAY)
                owner = self.Ownership.with_user(self.user_site_manager).create(
                    {"unit_id": self._create_units(1).id, "partner_id": self.wang.id}
                )
                self.assertEqual(owner.date_from, DAY)
                since_ever = owner.create(
                    {
                        "unit_id": self._create_units(1).id,
                        "partner_id": self.wang.id,
                        "date_from": False,
                    }
                )
                self.assertFalse(since_ever.date_from)

    def test_what_holds_today(self):
        last, first, over, next_ = self.Occupancy.concat(
            self._live(self.wang, date_to=DAY),
            self._live(self.li, date_from=DAY),
            self._live(self.zhao, date_to="2026-03-08"),
            self._live(self.zhao, date_from="2026-03-10"),
        )
        lines = last + first + over + next_
        for moment in MOMENTS:
            with self._at(*moment):
                mine = lines.with_user(self.desk)
                self.assertEqual(mine.filtered("is_current"), last + first)
                found = mine.search(
                    [("is_current", "=", True), ("id", "in", lines.ids)]
                )
                self.assertEqual(found, last + first)
                people = self.unit.with_user(self.desk).resident_ids
                self.assertEqual(people, self.resident + self.wang + self.li)
                tenants = self.env["res.partner"].with_user(self.desk)
                tenants = tenants.search([("is_tenant", "=", True)])
                self.assertEqual(
                    tenants & (self.wang + self.li + self.zhao), self.wang + self.li
                )

    def test_a_move_is_over_at_the_midnight_of_the_site(self):
        yesterday = self._prepare("move_out", date="2026-03-08")
        [unit] = self._create_units(1)
        self._live(self.li, unit=unit)
        today = self._prepare("move_out", unit=unit, date=DAY)
        with freeze_time("2026-03-08 15:30:00"):
            (yesterday + today).action_confirm()
        self.assertEqual(set((yesterday + today).mapped("state")), {"confirmed"})
        cron = type(self.env["ir.cron"])
        for moment in MOMENTS:
            with self._at(*moment):
                with patch.object(cron, "_commit_progress", return_value=9):
                    self.env["property.move"].with_user(self.desk).sudo()._cron_finish()
                self.assertEqual(yesterday.state, "done")
                self.assertEqual(today.state, "confirmed")

    def test_a_handover_is_of_the_day_of_the_site(self):
        for moment in MOMENTS:
            with self._at(*moment):
                handover = self.env["property.handover"].create(
                    {
                        "unit_id": self._create_units(1).id,
                        "buyer_ids": [
                            (0, 0, {"partner_id": self.wang.id, "is_identified": True})
                        ],
                        "item_ids": [(0, 0, {"name": "Door", "result": "ok"})],
                        "thing_ids": [(0, 0, {"name": "Key", "is_given": True})],
                        "meter_ids": [(0, 0, {"name": "Water", "is_read": True})],
                        "signed_by": "Wang",
                    }
                )
                handover = handover.with_user(self.user_site_manager)
                handover.action_notify()
                self.assertEqual(handover.notified_on, DAY)
                handover.action_inspect()
                defect = handover.item_ids
                defect.result = "defect"
                self.assertEqual(defect.due_date, date(2026, 4, 8))
                defect.result = "ok"
                self._sign(handover)
                handover.action_accept()
                self.assertEqual(handover.accepted_on, DAY)
                self.assertEqual(handover.unit_id.ownership_ids.date_from, DAY)
                self.assertEqual(handover.unit_id.sale_state, "delivered")

    def _sign(self, handover):
        handover.signature = (
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6"
            "kgAAAABJRU5ErkJggg=="
        )
