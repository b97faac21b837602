from odoo.exceptions import AccessError, UserError, ValidationError

from ...tools.paper_number import make_code, make_number
from .common import PaperCommon


class TestKeying(PaperCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.paper = cls._print(cls.campaign, count=30, building_id=cls.building.id)
        cls.clerks = cls.campaign.with_user(cls.user_clerk)
        cls.one, cls.two = (make_number(serial) for serial in (1, 2))

    def _get_sheets(self, campaign=None):
        campaign = campaign or self.campaign
        return self.env["property.survey.sheet"].search(
            [("campaign_id", "=", campaign.id)]
        )

    def test_the_order_is_that_of_the_paper(self):
        form = self.clerks.api_keying_form()
        wanted = [*(self.ids[at] for at in (0, 3, 1, 4, 2, 5)), *self.ids[6:]]
        self.assertEqual([field["id"] for field in form["fields"]], wanted)
        kinds = [field["kind"] for field in form["fields"]]
        self.assertEqual(kinds[-4:], ["points", "points", "scale", "text"])
        self.assertEqual(form["fields"][0]["max"], 7)
        listed = self.env["property.survey.campaign"].with_user(self.user_clerk)
        self.assertIn(
            self.campaign.id, [one["id"] for one in listed.api_keying_campaigns()]
        )

    def test_a_sheet_is_taken_once(self):
        answers = self._get_answers(7, 6, 5, 4, 3, 2, 30, 30, 9, "Dark stairs")
        taken = self.clerks.api_key_sheet(self.one, answers)
        self.assertEqual((taken["status"], taken["keyed"]), ("accepted", 1))
        sheet = self._get_sheets()
        wanted = answers | {str(self.ids[6]): 50, str(self.ids[7]): 50}
        wanted.pop(str(self.words.id))
        self.assertEqual(sheet.numbers, wanted)
        self.assertEqual((sheet.channel, sheet.mode), ("paper", "anonymous"))
        self.assertEqual(self.clerks.api_check_sheet(self.one)["status"], "keyed")
        again = self.clerks.api_key_sheet(self.one, self._get_answers(1))
        self.assertEqual((again["status"], again["undo"]), ("exists", ""))
        self.assertEqual(self._get_sheets(), sheet)

    def test_numbers(self):
        code = make_code(self.campaign.id, 2)
        self.assertEqual(
            self.clerks.api_check_sheet(code), {"number": self.two, "status": "free"}
        )
        for number in ("0014", "door", make_number(31), make_code(0, 2), ""):
            with self.subTest(number), self.assertRaises(ValidationError):
                self.clerks.api_check_sheet(number)
            with self.assertRaises(ValidationError):
                self.clerks.api_key_sheet(number, self._get_answers(1))
        for answers in ("x", {"x": 1}, self._get_answers(8)):
            with self.subTest(answers), self.assertRaises(ValidationError):
                self.clerks.api_key_sheet(self.one, answers)
        self.assertFalse(self._get_sheets())

    def test_taken_back_and_keyed_again(self):
        answers = self._get_answers(1, 2, 3, 4, 5, 6, None, None, None, "Dark")
        first, second = (
            self.clerks.api_key_sheet(number, answers)
            for number in (self.one, self.two)
        )
        self.assertEqual(len(self._get_sheets()), 2)
        with self.assertRaises(UserError):
            self.clerks.api_undo_sheet(first["undo"], self._get_answers(2))
        with self.assertRaises(UserError):
            self.clerks.api_undo_sheet(first["undo"] + "x", answers)
        with self.assertRaises(UserError):
            self.campaign.with_user(self.user_survey).api_undo_sheet(
                first["undo"], answers
            )
        back = self.clerks.api_undo_sheet(second["undo"], answers)
        self.assertEqual(back, {"number": self.two, "keyed": 1})
        comments = self.env["property.survey.comment"]
        here = [("campaign_id", "=", self.campaign.id)]
        self.assertEqual(comments.search_count(here), 1)
        with self.assertRaises(UserError):
            self.clerks.api_undo_sheet(second["undo"], answers)
        again = self.clerks.api_key_sheet(self.two, self._get_answers(7))
        self.assertEqual((again["status"], again["keyed"]), ("accepted", 2))

    def test_own_sheets_answer_for_their_household(self):
        campaign = self._create_campaign("confidential")
        invitation = self._invite(campaign, self.partner)
        self._print(campaign)
        clerks = campaign.with_user(self.user_clerk)
        taken = clerks.api_key_sheet(self.one, self._get_answers(5))
        self.assertEqual(invitation.state, "answered")
        sheet = self._get_sheets(campaign)
        self.assertEqual(sheet.invitation_id, invitation)
        self.assertFalse(sheet.partner_id)
        clerks.api_undo_sheet(taken["undo"], self._get_answers(5))
        self.assertEqual(invitation.state, "asked")
        self.assertFalse(self._get_sheets(campaign))
        campaign._submit(self._get_answers(3), invitation=invitation, channel="portal")
        self.assertEqual(clerks.api_check_sheet(self.one)["status"], "answered")
        self.assertEqual(
            clerks.api_key_sheet(self.one, self._get_answers(5))["status"], "exists"
        )

    def test_who_may(self):
        """The clerk keys and reads no answer; others of the site do not even key."""
        self.campaign.with_user(self.user_survey).api_key_sheet(
            self.one, self._get_answers(5)
        )
        for name in ("agent", "stranger", "portal", "auditor", "dispatcher"):
            campaign = self.campaign.with_user(getattr(self, f"user_{name}"))
            with self.subTest(name), self.assertRaises(AccessError):
                campaign.api_key_sheet(self.two, self._get_answers(5))
            with self.assertRaises(AccessError):
                campaign.api_keying_form()
        elsewhere = self._create_campaign("named", site_ids=self.other_site.ids)
        with self.assertRaises(AccessError):
            elsewhere.with_user(self.user_clerk).api_keying_form()
        for model in ("sheet", "comment", "receipt", "invitation", "result", "paper"):
            records = self.env[f"property.survey.{model}"].with_user(self.user_clerk)
            with self.subTest(model), self.assertRaises(AccessError):
                records.search([])
        self.campaign.state = "closed"
        with self.assertRaises(UserError):
            self.clerks.api_keying_form()
        self.assertEqual(self.clerks.api_keying_campaigns(), [])
