from datetime import timedelta

from odoo import fields

from ..common import LeadsCommon


class TestBuildingMap(LeadsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wished, cls.shown, cls.kept, *cls.others = cls._create_units(20)
        units = cls.wished | cls.shown | cls.kept
        cls.lead.unit_ids = units
        cls._create_leads(unit_ids=cls.wished.ids)
        start = fields.Datetime.now() + timedelta(days=1)
        vals = {"lead_id": cls.lead.id, "unit_id": cls.shown.id, "start": start}
        cls.env["property.viewing"].create(vals)
        vals = {"lead_id": cls.lead.id, "unit_id": cls.kept.id}
        cls.env["property.reservation"].create(vals)

    def _get_map(self, user):
        units = self.building.with_user(user).get_map_data()["units"]
        return {
            unit["id"]: (unit.get("pipeline"), unit.get("prospects")) for unit in units
        }

    def test_furthest_step_and_how_many(self):
        shown = self._get_map(self.user_sales)
        self.assertEqual(shown[self.wished.id], ("wished", 2))
        self.assertEqual(shown[self.shown.id], ("viewing", 1))
        self.assertEqual(shown[self.kept.id], ("reserved", 1))
        self.assertEqual(shown[self.unit.id], (None, None))

    def test_lost_prospects_want_nothing(self):
        self.lead.action_set_lost()
        shown = self._get_map(self.user_sales)
        self.assertEqual(shown[self.kept.id], (None, None))
        self.assertEqual(shown[self.wished.id], ("wished", 1))

    def test_others_see_the_map_without_prospects(self):
        self.assertEqual(set(self._get_map(self.user_agent).values()), {(None, None)})

    def test_same_queries_for_few_and_many(self):
        small = self._create_building(self.site, "2")
        few = self._create_units(2, building=small)
        self.lead.unit_ids += few
        counts = []
        for building in (small, small, self.building):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            building.with_user(self.user_sales).get_map_data()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
