import psycopg2

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..common import LeadsCommon


@tagged("post_install", "-at_install")
class TestDecisionMap(LeadsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rival = cls.env["property.competitor"].create({"name": "Green Homes"})
        cls.lead.write(
            {
                "weight_quality": 40,
                "weight_price": 30,
                "weight_brand": 20,
                "weight_service": 10,
            }
        )
        cls.ours, cls.theirs = cls.env["property.lead.offer"].create(
            [
                cls._mark(False, 8, 6, 5, 9),
                cls._mark(cls.rival.id, 7, 9, 9, 9),
            ]
        )
        cls.people = cls.env["property.lead.person"].create(
            [
                {
                    "lead_id": cls.lead.id,
                    "name": "Mrs <b>Hu</b>",
                    "role": "decider",
                    "stance": "2",
                    "influence": 5,
                },
                {
                    "lead_id": cls.lead.id,
                    "name": "Accountant",
                    "stance": "-1",
                    "influence": 5,
                },
            ]
        )

    @classmethod
    def _mark(cls, competitor_id, quality, price, brand, service):
        return {
            "lead_id": cls.lead.id,
            "competitor_id": competitor_id,
            "quality": quality,
            "price": price,
            "brand": brand,
            "service": service,
        }

    def test_points_by_the_weights_of_the_customer(self):
        self.assertEqual(self.ours.points, 69.0)
        self.assertEqual(self.theirs.points, 82.0)
        self.assertEqual(self.lead.points_ahead, -13.0)
        self.assertEqual(self.lead.gap_text, "price −9.0, brand −8.0")
        self.lead.write({"weight_quality": 70, "weight_price": 0})
        self.assertEqual(self.ours.points, 75.0)

    @mute_logger("odoo.sql_db")
    def test_weights_sum_to_a_hundred(self):
        for vals in (
            {"weight_price": 31},
            {"weight_price": 90, "weight_quality": -20},
        ):
            with (
                self.assertRaises(psycopg2.errors.CheckViolation),
                self.cr.savepoint(),
            ):
                self.lead.write(vals)
                self.env.flush_all()

    @mute_logger("odoo.sql_db")
    def test_marks_go_to_ten_and_each_one_is_marked_once(self):
        for vals in (self._mark(False, 1, 1, 1, 1), {"quality": 11}):
            with (
                self.assertRaises(psycopg2.IntegrityError),
                self.cr.savepoint(),
            ):
                if "lead_id" in vals:
                    self.env["property.lead.offer"].create(vals)
                self.ours.write(vals)
                self.env.flush_all()

    def test_the_map_shows_people_and_no_markup_of_theirs(self):
        self.assertEqual(self.lead.people_balance, 25)
        shown = self.lead.people_map
        self.assertIn("Mrs &lt;b&gt;Hu", shown)
        self.assertEqual(shown.count("<tr>"), 6)
        self.assertFalse(self.other_lead.people_map)
        with self.assertRaises(ValidationError):
            self.people[0].name = " "

    def test_lost_to_whom_and_where(self):
        wizard = Form(
            self.env["crm.lead.lost"]
            .with_user(self.user_sales)
            .with_context(default_lead_ids=self.lead.ids)
        )
        wizard.lost_direction = "competitor"
        wizard.competitor_id = self.rival
        wizard.save().action_lost_reason_apply()
        self.assertEqual(self.lead.won_status, "lost")
        self.assertEqual(self.lead.competitor_id, self.rival)
        self.assertEqual(self.rival.lost_count, 1)
        self.lead.action_restore()
        self.assertFalse(self.lead.lost_direction or self.lead.competitor_id)

    def test_a_late_step_is_late(self):
        step = self.env["property.lead.step"].create(
            {"lead_id": self.lead.id, "name": "Board", "date_planned": "2020-01-01"}
        )
        self.assertTrue(step.is_late)
        step.date_done = "2020-01-02"
        self.assertFalse(step.is_late)

    def test_as_its_prospect(self):
        records = (self.ours, self.people[0])
        for record in records:
            record.with_user(self.user_sales).check_access("write")
            record.with_user(self.user_auditor).check_access("read")
            for user in (
                self.user_stranger,
                self.user_portal,
                self.user_sales_elsewhere,
            ):
                with self.assertRaises(AccessError):
                    record.with_user(user).check_access("read")
            with self.assertRaises(AccessError):
                record.with_user(self.user_auditor).check_access("write")
        with self.assertRaises(AccessError):
            self.rival.with_user(self.user_portal).check_access("read")
