from .common import CampaignResultCommon

GOOD = (7, 6, 5, 5, 6, 5, 60, 40, 10, 5)


class TestGroupNames(CampaignResultCommon):
    """Groups are called as the reader calls them, whoever counted or drew."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.segment = cls.env["property.segment"].create(
            {"name": "Young families", "code": "young"}
        )
        cls.segment.with_context(lang="zh_CN").name = "年轻家庭"
        roles = cls.env["ir.model.fields.selection"].search(
            [
                ("field_id.model", "=", "property.survey.cell"),
                ("field_id.name", "=", "role"),
            ]
        )
        for code, name in (("owner", "业主"), ("tenant", "租户")):
            role = roles.filtered(lambda one, code=code: one.value == code)
            role.with_context(lang="zh_CN").name = name
        cls.stratum, cls.rest = cls.env["property.survey.stratum"].create(
            [
                {"campaign_id": cls.campaign.id, "segment_id": segment, "population": 9}
                for segment in (cls.segment.id, False)
            ]
        )
        for role in ("owner", "tenant"):
            cls._sheets(
                *[GOOD] * 6,
                role=role,
                segment_id=cls.segment.id,
                stratum_id=cls.stratum.id,
            )

    def _group(self, lang, groupby, *domain):
        cells = self.env["property.survey.cell"].with_context(lang=lang)
        return [
            row[groupby]
            for row in cells.with_user(self.user_survey).formatted_read_group(
                [("campaign_id", "=", self.campaign.id), *domain],
                [groupby],
                ["__count"],
            )
        ]

    def _check(self):
        for lang, role, segment in (
            ("en_US", "Owner", "Young families"),
            ("zh_CN", "业主", "年轻家庭"),
        ):
            names = self._group(lang, "group_name", ("dimension", "=", "role"))
            self.assertEqual(len(names), 2)
            self.assertIn(role, names)
            for dimension in ("segment", "stratum"):
                names = self._group(lang, "group_name", ("dimension", "=", dimension))
                self.assertEqual(names, [segment])
            cell = self.campaign.result_ids.cell_ids.filtered("role")[:1]
            told = cell.with_user(self.user_survey).with_context(lang=lang)
            self.assertEqual(
                (told.name, told._prepare_api_cell()["group"]), (role,) * 2
            )

    def test_counted_in_english(self):
        self._count(self.campaign.with_context(lang="en_US"))
        self._check()

    def test_counted_in_chinese(self):
        self._count(self.campaign.with_context(lang="zh_CN"))
        self._check()

    def test_by_role(self):
        self._count()
        domain = [("dimension", "=", "role")]
        self.assertEqual(self._group("zh_CN", "role", *domain), ["owner", "tenant"])
        self.assertEqual(
            self._group("zh_CN", "role", ("role", "=", "owner")), ["owner"]
        )
        others = self.campaign.result_ids.cell_ids.filtered(
            lambda cell: cell.dimension != "role"
        )
        self.assertTrue(others)
        self.assertFalse(any(others.mapped("role")))

    def test_a_stratum_is_called_as_its_place(self):
        user = self.stratum.with_user(self.user_survey)
        self.assertEqual(user.name, "Young families")
        self.assertEqual(user.with_context(lang="zh_CN").display_name, "年轻家庭")
        self.campaign.stratify_by = "none"
        self.assertEqual(self.rest.name, "Everybody")
        self.campaign.stratify_by = "segment"
        self.assertEqual(self.rest.name, "The rest")

    def test_what_is_said_of_strata(self):
        result = self._count(self.campaign.with_context(lang="zh_CN"))
        self.rest.segment_id = self.segment.create({"name": "Old", "code": "old"})
        self.rest.segment_id.with_context(lang="zh_CN").name = "老人"
        for lang, one, other in (
            ("en_US", "Old", "Young families"),
            ("zh_CN", "老人", "年轻家庭"),
        ):
            self.env.invalidate_all()
            told = result.with_context(lang=lang).explanation
            self.assertIn(one, told)
            self.assertIn(other, told)
