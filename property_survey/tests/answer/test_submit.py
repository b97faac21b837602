from random import SystemRandom, randrange
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import freeze_time

from .common import AnswerCommon

GOOD = (7, 7, 6, 5, 4, 6, 60, 40, 9)


class TestSubmit(AnswerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.named = cls._create_campaign("named")
        cls.confidential = cls._create_campaign("confidential")
        cls.anonymous = cls._create_campaign("anonymous")

    def _submit(self, campaign, *numbers, words=None, **values):
        return campaign._submit(self._fill(*(numbers or GOOD), words=words), **values)[
            "status"
        ]

    def _get_sheets(self, campaign):
        return self.Sheet.search([("campaign_id", "=", campaign.id)])

    def test_named_sheet_knows_the_person(self):
        invitation = self._invite(self.named, role="owner")
        status = self._submit(
            self.named, words="Fine", token=invitation.token, channel="email"
        )
        self.assertEqual(status, "accepted")
        sheet = self._get_sheets(self.named)
        self.assertRecordValues(
            sheet,
            [
                {
                    "invitation_id": invitation.id,
                    "partner_id": invitation.partner_id.id,
                    "unit_id": self.unit.id,
                    "building_id": self.building.id,
                    "site_id": self.site.id,
                    "territory_id": self.site.territory_id.id,
                    "role": "owner",
                    "channel": "email",
                    "is_settled": True,
                }
            ],
        )
        self.assertEqual(
            sheet.numbers,
            {
                str(question.id): number
                for question, number in zip(self.questions, GOOD, strict=True)
            },
        )
        words = self.Comment.search([("campaign_id", "=", self.named.id)])
        self.assertEqual((words.text, words.sheet_id), ("Fine", sheet))
        self.assertEqual(invitation.state, "answered")

    def test_confidential_sheet_knows_the_invitation_only(self):
        invitation = self._invite(self.confidential, role="owner")
        self._submit(self.confidential, words="Fine", token=invitation.token)
        sheet = self._get_sheets(self.confidential)
        self.assertEqual(sheet.invitation_id, invitation)
        self.assertEqual((sheet.role, sheet.building_id), ("owner", self.building))
        self.assertFalse(sheet.partner_id or sheet.unit_id or sheet.ticket_id)
        words = self.Comment.search([("campaign_id", "=", self.confidential.id)])
        self.assertFalse(words.sheet_id)

    def test_anonymous_sheet_knows_nobody(self):
        invitation = self._invite(self.anonymous, role="owner")
        token = invitation.token
        self._submit(
            self.anonymous, words="Fine", token=token, channel="email", key="k1"
        )
        sheet = self._get_sheets(self.anonymous)
        self.assertFalse(
            sheet.invitation_id
            or sheet.partner_id
            or sheet.unit_id
            or sheet.role
            or sheet.channel
            or sheet.is_settled
        )
        self.assertGreaterEqual(sheet.id, 2**30)
        self.assertNotEqual(invitation.token, token)
        receipt = self.env["property.survey.receipt"].search(
            [("campaign_id", "=", self.anonymous.id)]
        )
        self.assertNotIn("k1", receipt.key)
        # what was burnt says only that he answered
        self.assertEqual(self._submit(self.anonymous, token=token), "exists")

    def test_answers_are_taken_once(self):
        for campaign in (self.named, self.confidential, self.anonymous):
            invitation = self._invite(campaign)
            token = invitation.token
            with self.subTest(campaign.mode):
                found = [
                    self._submit(campaign, token=token),
                    self._submit(campaign, token=token),
                    self._submit(campaign, invitation=invitation),
                    self._submit(campaign, key="paper:1", channel="paper"),
                    self._submit(campaign, key="paper:1", channel="paper"),
                ]
                self.assertEqual(
                    found,
                    ["accepted", "exists", "exists", "accepted", "exists"],
                )
                self.assertEqual(len(self._get_sheets(campaign)), 2)

    def test_id_that_is_taken_is_drawn_again(self):
        self._submit(self.named, key="k1")
        taken = self._get_sheets(self.named).id
        for key in (None, "k2"):
            drawn = [taken - 2**30]
            with (
                self.subTest(key),
                patch.object(
                    SystemRandom,
                    "getrandbits",
                    lambda _one, _bits, drawn=drawn: (
                        drawn.pop() if drawn else randrange(2**29)
                    ),
                ),
            ):
                before = len(self._get_sheets(self.named))
                self.assertEqual(self._submit(self.named, key=key), "accepted")
                self.assertFalse(drawn)
                self.assertEqual(len(self._get_sheets(self.named)), before + 1)

    def test_bad_answers_name_the_question(self):
        self.questions[0].constr_mandatory = True
        cases = (
            ((None, 7), "expected r1"),
            ((8, 7), "expected r1"),
            ((7, 2.5), "expected r2"),
            ((7, "many"), "expected r2"),
            ((7, True), "expected r2"),
            ((7, *[None] * 5, 60, 41), "importance reliability"),
            ((7, *[None] * 5, -1, 101), "importance reliability"),
            ((7, *[None] * 7, 11), "recommend False"),
        )
        for numbers, title in cases:
            with (
                self.subTest(numbers),
                self.assertRaisesRegex(ValidationError, title),
            ):
                self._submit(self.named, *numbers)
        with self.assertRaisesRegex(ValidationError, "“x”"):
            self.named._submit({"x": 1, self.questions[0].id: 1})
        foreign = self.env.ref("property_survey.survey_perceived").question_ids[:1]
        with self.assertRaisesRegex(ValidationError, str(foreign.id)):
            self.named._submit({foreign.id: 1, self.questions[0].id: 1})
        with self.assertRaisesRegex(ValidationError, "expected r1"):
            self.named._submit({})
        self.assertFalse(self._get_sheets(self.named))

    def test_nothing_is_no_answer(self):
        with self.assertRaisesRegex(ValidationError, "Nothing"):
            self.named._submit({self.questions[0].id: ""})

    def test_points_are_normalised_only_on_import(self):
        numbers = (7, *[None] * 5, 30, 30)
        self.assertEqual(self._submit(self.named, *numbers, normalise=True), "accepted")

    def test_choices_are_kept_by_their_place(self):
        choice, several = self.env["survey.question"].create(
            [
                {
                    "survey_id": self.survey.id,
                    "title": kind,
                    "question_type": kind,
                    "suggested_answer_ids": [(0, 0, {"value": one}) for one in "abc"],
                }
                for kind in ("simple_choice", "multiple_choice")
            ]
        )
        follow_up = self.env["survey.question"].create(
            {
                "survey_id": self.survey.id,
                "title": "Why c?",
                "question_type": "text_box",
                "constr_mandatory": True,
                "triggering_answer_ids": choice.suggested_answer_ids[2].ids,
            }
        )
        self.named._submit({choice.id: "2", several.id: [3, 1]})
        numbers = self._get_sheets(self.named).numbers
        self.assertEqual(numbers, {str(choice.id): 2, str(several.id): [1, 3]})
        with self.assertRaisesRegex(ValidationError, "Why c"):
            self.named._submit({choice.id: 3})
        self.named._submit({choice.id: 3, follow_up.id: "So"})
        with self.assertRaisesRegex(ValidationError, "multiple_choice"):
            self.named._submit({several.id: [4]})

    def test_only_a_running_campaign_takes_answers_of_its_own(self):
        invitation = self._invite(self.named)
        with self.assertRaisesRegex(ValidationError, "leads to no"):
            self._submit(self.confidential, token=invitation.token)
        with self.assertRaisesRegex(ValidationError, "leads to no"):
            self._submit(self.named, token="wrong")
        with self.assertRaisesRegex(ValidationError, "to come"):
            self._submit(self.named, day=fields.Date.add(fields.Date.today(), days=2))
        self.named.state = "closed"
        with self.assertRaisesRegex(ValidationError, "takes no answers"):
            self._submit(self.named, token=invitation.token)

    def test_day_is_the_one_at_the_sites(self):
        """Before eight in the morning in China it is yesterday for the server."""
        sites = self.site | self.other_site
        sites.tz = "Asia/Shanghai"
        campaign = self._create_campaign("named", site_ids=sites.ids)
        with freeze_time("2026-03-01 23:00"):
            self._submit(campaign)
            self._submit(campaign, day="2026-03-02")
            campaign.action_close()
        second = fields.Date.to_date("2026-03-02")
        self.assertEqual(self._get_sheets(campaign).mapped("day"), [second] * 2)
        self.assertEqual(campaign.closed_on, second)

    def test_open_answers(self):
        """Of a code on the wall the place is kept, not of a small house."""
        self._submit(
            self.anonymous,
            channel="qr",
            building_id=self.building.id,
            role="owner",
            partner_id=self.env.user.partner_id.id,
        )
        sheet = self._get_sheets(self.anonymous)
        self.assertEqual((sheet.site_id, sheet.channel), (self.site, "qr"))
        self.assertFalse(sheet.role or sheet.partner_id or sheet.building_id)
        self._create_units(5)
        self._submit(self.anonymous, building_id=self.building.id)
        self.assertEqual(self._get_sheets(self.anonymous).building_id, self.building)
        with self.assertRaises(ValueError):
            self._submit(self.anonymous, ip="::1")
