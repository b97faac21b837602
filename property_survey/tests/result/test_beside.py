from .common import GOOD, CampaignResultCommon


class TestBeside(CampaignResultCommon):
    """What stands beside what: a part's total, the groups', those of some days."""

    def _set_up_days_of_a_building(self, others):
        """Eight of a building answer on one day; others of it, and of two, before."""
        one, two, three = self._create_buildings(3)
        day = {"day": "2026-03-05"}
        for building, count, values in (
            (one, 8, day),
            (one, others, {}),
            (two, 12, {}),
            (three, 15, {}),
        ):
            self._sheets(*[GOOD] * count, building_id=building.id, **values)
        part = self.Result.create(
            {"name": "p", "campaign_id": self.campaign.id, "date_from": "2026-03-05"}
        )
        return one, two, three, part

    def test_days_of_one_building_but_two(self):
        """The building's cell less the result of these days: what two said."""
        one, _two, _three, part = self._set_up_days_of_a_building(2)
        result = self._count()
        self.assertEqual(self._cell(result, "building", one.id).answer_count, 10)
        part.action_count()
        self.assertFalse(part.line_ids)
        self.assertIn("Choose other dates", part.explanation)

    def test_days_of_one_building_were_shown_first(self):
        one, two, three, part = self._set_up_days_of_a_building(2)
        part.action_count()
        self.assertEqual(part.answer_count, 8)
        result = self._count()
        for building in (one, two):
            cells = result.cell_ids.filtered(
                lambda cell, one=building: cell.group_key == str(one.id)
            )
            self.assertEqual(set(cells.mapped("status")), {"hidden"})
        self.assertEqual(self._cell(result, "building", three.id).answer_count, 15)
        self.assertNotIn("days", " ".join(self.campaign.published["|"]["groups"]))
        # it may be counted again beside it
        part.action_count()
        self.assertEqual(part.answer_count, 8)
        self.assertNotIn("Not counted", part.explanation)

    def test_days_of_one_building_but_five(self):
        one, _two, _three, part = self._set_up_days_of_a_building(5)
        result = self._count()
        part.action_count()
        self.assertEqual(part.answer_count, 8)
        self.assertEqual(self._cell(result, "building", one.id).answer_count, 13)

    def test_days_wait_for_the_whole(self):
        """What the shown groups were made of is not known any more."""
        _one, _two, three, part = self._set_up_days_of_a_building(5)
        result = self._count()
        self._sheets(*[GOOD] * 5, building_id=three.id)
        part.action_count()
        self.assertFalse(part.line_ids)
        self.assertIn("Count the result of the whole campaign", part.explanation)
        result.action_count()
        part.action_count()
        self.assertEqual(part.answer_count, 8)

    def test_days_that_leave_out_other_sheets(self):
        """Six leave an item out, three of them in these days: they do not count."""
        no_r2 = (7, None, 5, 5, None, 5)
        for day in ("2026-03-01", "2026-03-05"):
            self._sheets(*[GOOD] * 9, *[no_r2] * 3, day=day)
        self._count()
        part = self.Result.create(
            {"name": "p", "campaign_id": self.campaign.id, "date_from": "2026-03-05"}
        )
        part.action_count()
        self.assertFalse(part.line_ids)
        self.assertIn("Choose other dates", part.explanation)

    def test_a_group_with_a_hidden_determinant_has_no_overall(self):
        """Two of the owners rate access: it would be the overall less the other."""
        owners = [GOOD[:2] + (None,) + GOOD[3:5] + (None, 60, 40, 10, 5)] * 6
        self._sheets(*owners, *[GOOD] * 2, role="owner")
        self._sheets(*[GOOD] * 10, role="tenant")
        self._sheets(*[GOOD] * 20, role="family")
        result = self._count()
        for role, code, status in (
            ("owner", "access", "hidden"),
            ("owner", "reliability", "indicative"),
            ("owner", False, "hidden"),
            ("tenant", "access", "hidden"),  # the whole less the others
            ("tenant", "reliability", "indicative"),
            ("tenant", False, "hidden"),
            ("family", "access", "indicative"),
            ("family", False, "indicative"),
        ):
            with self.subTest(role=role, code=code):
                cell = self._cell(result, "role", role, code)
                self.assertEqual(cell.status, status)
                self.assertEqual(bool(cell.perceived), status != "hidden")

    def test_notes_say_what_is_left_out(self):
        no_a1 = (7, 6, None, 5, 6, None, 60, 40, 10, 5)
        self._sheets(*[no_a1] * 8, *[GOOD] * 3, role="owner")
        result = self._count()
        self.assertIn("the 1 of 2 determinants", result.explanation)
        line = result.line_ids.filtered(lambda line: line.code == "reliability")
        self.assertEqual((result.perceived, result.gap), (line.perceived, line.gap))
        self.assertFalse(result.csi_weighted)
        cell = self._cell(result, "role", "owner")
        self.assertAlmostEqual(cell.perceived, line.perceived)
