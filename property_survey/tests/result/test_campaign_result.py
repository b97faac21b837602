from odoo.exceptions import AccessError

from .common import BAD, GOOD, CampaignResultCommon


class TestCampaignResult(CampaignResultCommon):
    def test_counts_its_sheets(self):
        self._sheets(*[GOOD] * 6, role="owner")
        self._sheets(*[BAD] * 6, role="tenant")
        other = self._create_campaign()
        self._sheets(*[BAD] * 9, campaign=other)
        action = self.campaign.with_user(self.user_survey).action_count_result()
        result = self.Result.browse(action["res_id"])
        self.assertEqual(result.survey_id, self.survey)
        self.assertEqual((result.site_id, result.answer_count), (self.site, 12))
        self.assertAlmostEqual(result.gap, (-0.5 - 3.75) / 2)
        self.assertAlmostEqual(result.satisfaction, 50)
        owner = self._cell(result, "role", "owner")
        self.assertEqual((owner.answer_count, owner.status), (6, "indicative"))
        self.assertAlmostEqual(owner.expected, (6.5 + 5) / 2)
        self.assertAlmostEqual(owner.perceived, (5.5 + 5) / 2)
        self.assertAlmostEqual(owner.gap, -0.5)
        self.assertAlmostEqual(owner.score, 70.83)
        self.assertAlmostEqual(owner.satisfaction, 100)
        self.assertAlmostEqual(
            self._cell(result, "role", "tenant", "access").perceived, 4
        )
        self.env["res.lang"]._activate_lang("zh_CN")
        self.assertEqual(owner.name, "Owner")

    def test_small_groups_are_hidden_with_another(self):
        one, two, three = self._create_buildings(3)
        for building, count in ((one, 3), (two, 6), (three, 9)):
            self._sheets(*[GOOD] * count, building_id=building.id)
        result = self._count()
        for building in (one, two):
            cells = result.cell_ids.filtered(
                lambda cell, one=building: cell.group_key == str(one.id)
            )
            self.assertEqual(len(cells), 3)
            self.assertEqual(set(cells.mapped("status")), {"hidden"})
            for name in ("answer_count", "expected", "perceived", "gap", "score"):
                self.assertFalse(any(cells.mapped(name)), name)
            self.assertFalse(any(cells.mapped("satisfaction")))
        self.assertEqual(self._cell(result, "building", three.id).answer_count, 9)
        self.assertIn("1 hidden", result.explanation)
        self.assertIn("1 more", result.explanation)

    def test_few_more_are_not_added(self):
        """Two reports with three people between them would tell what the three said."""
        self._sheets(*[GOOD] * 10, role="owner")
        result = self._count()
        before = result.score
        self._sheets(*[BAD] * 3, role="owner")
        self.assertEqual(self._count(), result)
        self.assertEqual((result.answer_count, result.score), (10, before))
        self.assertIn("fewer than five sheets", result.explanation)
        # nor as another result, nor for other days, nor after deleting the first
        twin = self.Result.create({"name": "twin", "campaign_id": self.campaign.id})
        days = twin.copy({"name": "days", "date_to": "2026-03-02"})
        (twin | days).action_count()
        self.assertFalse((twin | days).line_ids)
        result.unlink()
        twin.action_count()
        self.assertFalse(twin.line_ids)
        self._sheets(*[BAD] * 2, role="owner")
        twin.action_count()
        self.assertEqual(twin.answer_count, 15)
        self.assertFalse(twin.explanation)

    def test_days_that_leave_out_few(self):
        self._sheets(*[GOOD] * 10)
        self._sheets(*[BAD] * 2, day="2026-03-05")
        self._count()
        part = self.Result.create(
            {"name": "p", "campaign_id": self.campaign.id, "date_to": "2026-03-04"}
        )
        part.action_count()
        self.assertFalse(part.line_ids)
        self.assertIn("Choose other dates", part.explanation)

    def test_one_more_who_left_out_an_item(self):
        """Six came, and every level has none or five more answers: one of them is
        twice the determinant less both its items."""
        half = (7, None, 5, 5, None, 5, 60, 40, 10, 5)
        self._sheets(*[GOOD] * 15, *[half] * 5)
        result = self._count()
        self._sheets(*[GOOD] * 5, half)
        self._count()
        self.assertEqual(result.answer_count, 20)
        self.assertIn("fewer than five sheets", result.explanation)
        self._sheets(*[half] * 4)
        self._count()
        self.assertEqual(result.answer_count, 30)

    def test_days_that_leave_out_one_who_left_out_an_item(self):
        half = (7, None, 5, 5, None, 5, 60, 40, 10, 5)
        self._sheets(*[GOOD] * 15, *[half] * 5)
        self._sheets(*[GOOD] * 5, half, day="2026-03-05")
        self._count()
        part = self.Result.create(
            {"name": "p", "campaign_id": self.campaign.id, "date_to": "2026-03-04"}
        )
        part.action_count()
        self.assertFalse(part.line_ids)
        self._sheets(*[GOOD] * 5, *[half] * 5, day="2026-03-05")
        self._count()
        part.action_count()
        self.assertEqual(part.answer_count, 20)

    def test_a_group_waits_for_five(self):
        """The whole is counted again, the group with few new answers is not."""
        for role in ("owner", "tenant"):
            self._sheets(*[GOOD] * 10, role=role)
        result = self._count()
        self._sheets(*[BAD] * 4, role="owner")
        self._sheets(*[BAD] * 6, role="tenant")
        self._count()
        self.assertEqual(result.answer_count, 30)
        owner, tenant = (
            self._cell(result, "role", role) for role in ("owner", "tenant")
        )
        self.assertEqual((owner.answer_count, tenant.answer_count), (10, 10))
        self.assertIn("those of the last time", result.explanation)
        self._sheets(*[BAD] * 5, role="owner")
        self._count()
        owner, tenant = (
            self._cell(result, "role", role) for role in ("owner", "tenant")
        )
        self.assertEqual((owner.answer_count, tenant.answer_count), (19, 16))

    def test_another_result_does_not_show_the_group_that_waits(self):
        for role in ("owner", "tenant"):
            self._sheets(*[GOOD] * 10, role=role)
        result = self._count()
        self._sheets(*[BAD] * 4, role="owner")
        self._sheets(*[BAD] * 6, role="tenant")
        twin = self.Result.create({"name": "twin", "campaign_id": self.campaign.id})
        twin.action_count()
        self.assertEqual(twin.answer_count, 30)
        self.assertFalse(self._cell(twin, "role", "owner"))
        self.assertIn("Role: not shown here", twin.explanation)
        result.unlink()
        twin.action_count()
        self.assertFalse(self._cell(twin, "role", "owner"))

    def test_another_result_hides_what_was_hidden(self):
        for role, count in (("owner", 4), ("tenant", 7), ("family", 9)):
            self._sheets(*[GOOD] * count, role=role)
        self._count()
        self._sheets(*[BAD] * 5, role="owner")
        twin = self.Result.create({"name": "twin", "campaign_id": self.campaign.id})
        twin.action_count()
        for role in ("owner", "tenant"):
            self.assertEqual(self._cell(twin, "role", role).status, "hidden", role)

    def test_days_that_leave_out_one_of_a_building(self):
        one, two = self._create_buildings(2)
        for day, counts in (("2026-03-01", (19, 15)), ("2026-03-05", (1, 5))):
            for building, count in zip((one, two), counts, strict=True):
                self._sheets(*[GOOD] * count, day=day, building_id=building.id)
        result = self._count()
        self.assertEqual(self._cell(result, "building", one.id).answer_count, 20)
        part = self.Result.create(
            {"name": "p", "campaign_id": self.campaign.id, "date_to": "2026-03-04"}
        )
        part.action_count()
        self.assertEqual(part.answer_count, 34)
        self.assertFalse(part.cell_ids)
        self.assertIn("whole campaign only", part.explanation)
        self.assertEqual(len(result.cell_ids), len(self._count().cell_ids))

    def test_days_that_leave_out_one_of_a_question(self):
        """Six leave, but only one of them said how satisfied he is."""
        self._sheets(*[GOOD] * 10)
        self._sheets(GOOD, *[GOOD[:-1]] * 5, day="2026-03-05")
        self._count()
        part = self.Result.create(
            {"name": "p", "campaign_id": self.campaign.id, "date_to": "2026-03-04"}
        )
        part.action_count()
        self.assertFalse(part.line_ids)
        self.assertIn("Choose other dates", part.explanation)

    def test_points_and_alphas_of_few_are_hidden(self):
        """One gives points, two answer all items of a determinant."""
        whole = (7, 6, 5, 5, 6, 5)
        half = (7, None, 5, 5, None, 5)
        self._sheets((*whole, 90, 10), whole, *[half] * 5)
        result = self._count()
        self.assertEqual(result.answer_count, 7)
        self.assertFalse(any(result.line_ids.mapped("weight")))
        self.assertFalse(any(result.line_ids.mapped("has_alpha")))
        self.assertFalse(any((result.csi_weighted, result.gap_weighted)))
        # five more, but four of them give points
        self._sheets(*[(*whole, 50, 50)] * 4, whole)
        self._count()
        self.assertEqual(result.answer_count, 7)
        self._sheets((*whole, 50, 50))
        self._count()
        self.assertEqual(result.answer_count, 13)
        self.assertTrue(any(result.line_ids.mapped("weight")))

    def test_hidden_stays_hidden_beside_unchanged(self):
        """Shown now, the unchanged one would be subtracted from what was hidden."""
        self._sheets(*[GOOD] * 4, role="owner")
        self._sheets(*[GOOD] * 7, role="tenant")
        self._sheets(*[GOOD] * 9, role="family")
        result = self._count()
        self._sheets(*[BAD] * 5, role="owner")
        self._count()
        self.assertEqual(self._cell(result, "role", "owner").status, "hidden")
        self.assertEqual(self._cell(result, "role", "tenant").status, "hidden")
        self._sheets(*[BAD] * 5, role="tenant")
        self._sheets(*[BAD] * 5, role="owner")
        self._count()
        self.assertEqual(self._cell(result, "role", "owner").answer_count, 14)

    def test_named_ones_may_be_counted_any_time(self):
        campaign = self._create_campaign(mode="named")
        self._sheets(*[GOOD] * 5, campaign=campaign)
        result = self._count(campaign)
        self._sheets(GOOD, campaign=campaign)
        self._count(campaign)
        self.assertEqual(result.answer_count, 6)

    def test_four_are_not_shown(self):
        self._sheets(*[GOOD] * 4, role="owner")
        result = self._count()
        self.assertEqual(result.status, "hidden")
        self.assertEqual(set(result.cell_ids.mapped("status")), {"hidden"})
        self.assertFalse(any((result.score, result.margin, result.satisfaction)))
        self._sheets(GOOD)
        self._count()
        self.assertEqual((result.status, result.answer_count), ("indicative", 5))

    def _create_strata(self, **people):
        segments = self.env["property.segment"].create(
            [{"name": name, "code": f"t-{name}"} for name in people]
        )
        return self.env["property.survey.stratum"].create(
            [
                {
                    "campaign_id": self.campaign.id,
                    "segment_id": segment.id,
                    "population": people[segment.name],
                }
                for segment in segments
            ]
        )

    def test_weighted_by_strata(self):
        """600 and 400 households; levels of 80 and 60 points (domain 2.7)."""
        a, b, empty = self._create_strata(A=600, B=300, C=100)
        # on 1 to 7: 5.8 is 80, 4.6 is 60
        high = [(7, 7, 7, 6, 6, 6)] * 8 + [(7, 7, 7, 5, 5, 5)] * 2
        low = [(7, 7, 7, 5, 5, 5)] * 6 + [(7, 7, 7, 4, 4, 4)] * 4
        self._sheets(*high * 3, stratum_id=a.id)
        self._sheets(*low, stratum_id=b.id)
        result = self._count()
        self.assertTrue(result.has_post)
        self.assertAlmostEqual(result.score, (80 * 30 + 60 * 10) / 40)
        self.assertAlmostEqual(result.score_post, 72)
        self.assertAlmostEqual(result.gap_post, -(1.2 * 600 + 2.4 * 400) / 1000)
        self.assertIn(f"Nobody of {empty.name}", result.explanation)

    def test_two_means_would_tell_a_hidden_stratum(self):
        a, b = self._create_strata(A=600, B=400)
        self._sheets(*[GOOD] * 3, stratum_id=a.id)
        self._sheets(*[GOOD] * 20, stratum_id=b.id)
        result = self._count()
        self.assertFalse(result.has_post)
        self.assertIn("weighted figures are hidden", result.explanation)

    def test_response(self):
        self._create_strata(A=1200)
        states = ["answered"] * 6 + ["asked"] * 3 + ["refused", "planned", "left_out"]
        self.env["property.survey.invitation"].create(
            [{"campaign_id": self.campaign.id, "state": state} for state in states]
        )
        self._sheets(*[GOOD] * 6)
        result = self._count()
        self.assertEqual((result.asked_count, result.population), (10, 1200))
        self.assertAlmostEqual(result.response_rate, 60)
        self.assertAlmostEqual(result.margin, 39.92, 1)

    def test_closing_counts_and_tells_of_late_answers(self):
        for day in range(1, 7):
            sheets = [GOOD, GOOD[:3] + (5, 5, 6)] if day < 4 else [BAD, BAD[:5] + (3,)]
            self._sheets(*sheets * 2, day=f"2026-03-0{day}")
        self.campaign.with_user(self.user_survey).action_close()
        self.assertEqual(self.campaign.result_ids.answer_count, 24)
        self.assertEqual(self.campaign.result_ids.late, "worse")

    def test_several_sites_are_the_companys(self):
        sites = self.site | self.other_site
        campaign = self._create_campaign(site_ids=[(6, 0, sites.ids)])
        self._sheets(*[GOOD] * 5, campaign=campaign)
        self._sheets(*[BAD] * 5, campaign=campaign, site_id=self.other_site.id)
        result = self._count(campaign)
        self.assertFalse(result.site_id)
        for role, seen in (("survey", False), ("company_manager", True)):
            found = self.Result.with_user(getattr(self, f"user_{role}"))
            self.assertEqual(result in found.search([]), seen, role)
        cells = result.cell_ids.with_user(self.user_company_manager)
        self.assertEqual(
            cells.filtered(lambda cell: not cell.determinant_id).mapped("name"),
            (self.site | self.other_site).sorted("display_name").mapped("display_name"),
        )

    def test_nobody_reads_the_ledger_or_writes_cells(self):
        self._sheets(*[GOOD] * 6, role="owner")
        result = self._count()
        campaign = self.campaign.with_user(self.user_survey)
        with self.assertRaises(AccessError):
            campaign.read(["published"])
        cell = result.cell_ids[0].with_user(self.user_survey)
        self.assertTrue(cell.name)
        with self.assertRaises(AccessError):
            cell.gap = 1
        for role in ("agent", "stranger", "portal", "integration"):
            with self.subTest(role), self.assertRaises(AccessError):
                cell.with_user(getattr(self, f"user_{role}")).read(["gap"])
        with self.assertRaises(AccessError):
            self.campaign.with_user(self.user_auditor).action_count_result()

    def test_no_items(self):
        """A questionnaire that asks for satisfaction alone has its rate."""
        survey = self.survey.create({"title": "Once"})
        question = self._prepare_question("satisfaction", False, False, scale_max=5)
        question = self.satisfaction.create({**question, "survey_id": survey.id})
        campaign = self._create_campaign(survey_id=survey.id)
        self._sheets(
            *[(5,), (4,), (2,)] * 3,
            questions=question,
            campaign=campaign,
            role="owner",
        )
        result = self._count(campaign)
        self.assertEqual(result.status, "indicative")
        self.assertAlmostEqual(result.satisfaction, 66.7)
        self.assertAlmostEqual(self._cell(result, "role", "owner").satisfaction, 66.7)
