from odoo import fields
from odoo.exceptions import AccessError, ValidationError

from ..answer.common import AnswerCommon

GOOD = {
    "expected:r1": 7,
    "perceived:r1": 5,
    "importance:reliability": 60,
    "importance:access": 40,
    "recommend": 9,
}


class TestSurveyApi(AnswerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.campaign = cls._create_campaign("confidential", external_key="SPRING")
        cls.anonymous = cls._create_campaign("anonymous", external_key="SILENT")
        cls.far = cls._create_campaign("named", site_ids=cls.other_site.ids)
        cls.unit.external_key = "U1"
        cls.other_unit.external_key = "FAR"
        cls.people = cls.env["res.partner"].create(
            [{"name": f"P{one}", "external_key": f"P{one}"} for one in range(3)]
        )
        cls.people[2].refuses_contact = True
        cls.api = cls.env["property.survey.campaign"].with_user(cls.user_integration)

    def _submit(self, *rows, campaign="SPRING"):
        answers = self.api.api_submit_answers(campaign, list(rows))
        return [answer["status"] for answer in answers]

    def test_questions(self):
        questions = self.api.api_questions("SPRING")
        self.assertEqual(
            [question["code"] for question in questions],
            [
                *(f"expected:{code}" for code in ("r1", "r2", "a1")),
                *(f"perceived:{code}" for code in ("r1", "r2", "a1")),
                *("importance:reliability", "importance:access", "recommend", ""),
            ],
        )
        self.assertEqual(
            (questions[0]["kind"], questions[0]["min"], questions[0]["max"]),
            ("scale", 1, 7),
        )

    def test_invite_is_taken_once_and_bad_rows_are_named(self):
        rows = [
            {"external_key": "I1", "partner": "P0", "unit": "U1", "role": "owner"},
            {"external_key": "I2", "partner": "nobody"},
            {"external_key": "I3", "partner": "P1", "role": "king"},
            {"external_key": "I4", "unit": "FAR"},
            {"external_key": "I5"},
            {"external_key": "I6", "partner": "P2"},
            {"partner": "P1"},
        ]
        answers = self.api.api_invite("SPRING", rows)
        self.assertEqual(
            [answer["status"] for answer in answers],
            ["created", "error", "error", "error", "error", "created", "error"],
        )
        self.assertEqual(
            [
                answer["errors"][0]["field"]
                for answer in answers
                if answer["status"] == "error"
            ],
            ["partner", "role", "unit", "partner", "external_key"],
        )
        self.assertEqual(
            (answers[0]["state"], answers[5]["state"]), ("planned", "left_out")
        )
        self._check_invited(rows[0])

    def test_invited_are_left_out_as_by_the_draw(self):
        purpose = self.env["property.privacy.purpose"].create(
            {"name": "Surveys", "code": "surveys", "legal_basis": "consent"}
        )
        rows = [{"external_key": f"I{one}", "partner": f"P{one}"} for one in range(2)]
        self.people[0].turns_14_on = "2999-01-01"
        self.anonymous.purpose_id = purpose
        self.env["property.survey.invitation"].create(
            {
                "campaign_id": self.far.id,
                "partner_id": self.people[1].id,
                "state": "asked",
                "asked_on": fields.Date.today(),
            }
        )
        self.anonymous.pause_days = self.campaign.pause_days = 90
        for campaign, reasons in (
            (self.campaign, ["child", "recent"]),
            (self.anonymous, ["child", "no_consent"]),
        ):
            answers = self.api.api_invite(campaign.id, rows)
            self.assertEqual([one["state"] for one in answers], ["left_out"] * 2)
            found = campaign.invitation_ids.sorted("partner_id")
            self.assertEqual(found.mapped("reason"), reasons)

    def _check_invited(self, row):
        """The one who was invited has what the row said, and is not asked twice."""
        found = self.campaign.invitation_ids.filtered("unit_id")
        self.assertRecordValues(
            found,
            [
                {
                    "partner_id": self.people[0].id,
                    "unit_id": self.unit.id,
                    "building_id": self.building.id,
                    "site_id": self.site.id,
                    "role": "owner",
                }
            ],
        )
        again = self.api.api_invite(
            self.campaign.id, [row, {"external_key": "I9", "partner": "P0"}]
        )
        self.assertEqual(
            [(answer["status"], answer["id"]) for answer in again],
            [("unchanged", found.id)] * 2,
        )

    def test_answers_are_taken_once_and_a_bad_row_costs_no_good_one(self):
        self.api.api_invite(
            "SPRING",
            [{"external_key": f"I{one}", "partner": f"P{one}"} for one in range(2)],
        )
        rows = (
            {"external_key": "S1", "partner": "P0", "answers": GOOD},
            {"external_key": "S2", "invitation": "I1", "answers": {"recommend": 11}},
            {"external_key": "S3", "invitation": "I1", "answers": GOOD},
            {"external_key": "S4", "invitation": "I1", "answers": GOOD},
            {"external_key": "S5", "partner": "P2", "answers": GOOD},
            {"external_key": "S6", "answers": {"perceived:x": 1}},
            {"external_key": "S7", "answers": 7},
            {"external_key": "S8", "token": "wrong", "answers": GOOD},
            {"external_key": "S9", "answers": GOOD, "channel": "qr"},
        )
        wanted = ["accepted", "error", "accepted", "exists", *["error"] * 4, "accepted"]
        self.assertEqual(self._submit(*rows), wanted)
        # the second one's person has answered by now
        again = ["exists"] * 4 + ["error"] * 4 + ["exists"]
        self.assertEqual(self._submit(*rows), again)
        sheets = self.Sheet.search([("campaign_id", "=", self.campaign.id)])
        self.assertEqual(len(sheets), 3)
        self.assertEqual(len(sheets.invitation_id), 2)

    def test_word_is_kept_whatever_is_sent(self):
        self.api.api_invite("SILENT", [{"external_key": "I1", "partner": "P0"}])
        row = {"external_key": "S1", "partner": "P0", "answers": GOOD}
        self.assertEqual(
            self._submit(row, row, campaign="SILENT"), ["accepted", "exists"]
        )
        sheet = self.Sheet.search([("campaign_id", "=", self.anonymous.id)])
        self.assertFalse(sheet.invitation_id or sheet.partner_id or sheet.channel)

    def test_results_have_no_figures_of_few(self):
        found = self.api.api_results("SPRING")
        self.assertEqual((found["result"], found["lines"]), (False, []))
        self._submit(
            *({"external_key": f"S{one}", "answers": GOOD} for one in range(4))
        )
        few = self._count()
        self.assertEqual((few["status"], few["figures"]), ("hidden", {}))
        self.assertFalse(any("perceived" in line for line in few["lines"]))

    def _count(self):
        result = self._create_result(campaign_id=self.campaign.id)
        self.env["property.survey.result.line"].create(
            {"result_id": result.id, "level": "overall", "status": "hidden"}
        )
        result.write({"date_counted": "2026-03-02 08:00:00", "status": "hidden"})
        return self.api.api_results("SPRING")

    def _create_line(self, result):
        access = self.env.ref("property_survey.determinant_access")
        return self.env["property.survey.result.line"].create(
            {
                "result_id": result.id,
                "level": "determinant",
                "determinant_id": access.id,
                "status": "indicative",
                "perceived": 5.5,
                "answer_count": 7,
            }
        )

    def test_results(self):
        result = self._create_result(
            campaign_id=self.campaign.id,
            date_counted="2026-03-02 08:00:00",
            status="indicative",
            answer_count=7,
            satisfaction=80,
            satisfaction_high=90,
            has_gap=True,
            gap_own=-0.4,
            gap_own_status="indicative",
        )
        self._create_line(result).write({"has_driver": True, "driver": -0.2})
        cell = {"result_id": result.id, "dimension": "role", "group_name": "Owner"}
        self.env["property.survey.cell"].create(
            [
                {**cell, "group_key": "owner", "status": "shown", "perceived": 5.5},
                {**cell, "group_key": "tenant", "status": "hidden"},
            ]
        )
        self._create_result(
            campaign_id=self.campaign.id,
            date_from="2026-03-01",
            date_counted="2026-03-03 08:00:00",
        )  # of some days, counted later
        found = self.api.api_results("SPRING")
        self.assertEqual(found["result"], result.id)
        self.assertEqual(found["counted_at"], "2026-03-02T08:00:00Z")
        figures = found["figures"]
        self.assertEqual((figures["satisfaction"], figures["gap_own"]), (80, -0.4))
        self.assertNotIn("recommend", figures)
        line = found["lines"][0]
        told = tuple(line[name] for name in ("determinant", "perceived", "driver"))
        self.assertEqual(told, ("access", 5.5, -0.2))
        self.assertTrue(line.keys().isdisjoint({"gap", "importance"}))
        shown, hidden = found["cells"]
        self.assertEqual((shown["key"], shown["perceived"]), ("owner", 5.5))
        self.assertEqual(
            hidden.keys(), {"dimension", "key", "group", "determinant", "status"}
        )

    def test_only_integrations_and_surveyors_of_the_site(self):
        calls = (
            lambda model, campaign: model.api_questions(campaign),
            lambda model, campaign: model.api_invite(campaign, []),
            lambda model, campaign: model.api_submit_answers(campaign, []),
            lambda model, campaign: model.api_results(campaign),
        )
        for call in calls:
            for role in ("agent", "dispatcher", "auditor", "stranger", "portal"):
                model = self.api.with_user(getattr(self, f"user_{role}"))
                with self.subTest(role), self.assertRaises(AccessError):
                    call(model, "SPRING")
            for role in ("integration", "survey"):
                model = self.api.with_user(getattr(self, f"user_{role}"))
                call(model, "SPRING")
                for other in (self.far.id, "nothing", "", 0, None, True, [1]):
                    with (
                        self.subTest(role, other=other),
                        self.assertRaises(ValidationError),
                    ):
                        call(model, other)
        with self.assertRaises(ValidationError):
            self.api.api_invite("SPRING", {})
        with self.assertRaises(ValidationError):
            self.api.api_submit_answers("SPRING", [{}] * 1001)
