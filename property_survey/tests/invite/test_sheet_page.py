from lxml import html

from odoo.tests import HttpCase
from odoo.tools import mute_logger

from ...controllers.invite import survey_page
from ...tools.rate_limit import RateLimit
from .common import InviteCommon


class TestSheetPage(HttpCase, InviteCommon):
    """The page of who was invited, as a plain browser and as a script see it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.questions[0].constr_mandatory = True
        cls.path = cls.to_wang._get_path()

    def _get_page(self, path=None):
        return html.fromstring(self.url_open(path or self.path).text)

    def _prepare(self, page=None, **answers):
        page = self._get_page() if page is None else page
        names = [f"q{question.id}" for question in self.questions]
        numbers = dict(zip(names, [6, 5, 4, 3, 2, 1, 60, 40, 10], strict=True))
        return {
            "csrf_token": page.xpath("//input[@name='csrf_token']/@value")[0],
            "key": page.xpath("//input[@name='key']/@value")[0],
            **numbers,
            **answers,
        }

    def _get_sheets(self):
        self.env.invalidate_all()
        return self.env["property.survey.sheet"].search(
            [("campaign_id", "=", self.campaign.id)]
        )

    def test_answer_is_taken_once(self):
        data = self._prepare()
        self.assertIn("Thank you", self.url_open(self.path, data=data).text)
        sheet = self._get_sheets()
        self.assertEqual(sheet.numbers[str(self.questions[0].id)], 6)
        self.assertEqual(self.to_wang.state, "answered")
        self.assertIn("Thank you", self.url_open(self.path, data=data).text)
        self.assertEqual(self._get_sheets(), sheet)
        self.assertIn("answered already", self.url_open(self.path).text)

    def test_errors_stand_at_the_question_and_nothing_is_lost(self):
        first, *_rest, more = self.questions
        data = self._prepare(**{f"q{first.id}": "", f"q{more.id}": "99"})
        answer = self.url_open(self.path, data=data)
        self.assertEqual(answer.status_code, 422)
        page = html.fromstring(answer.text)
        self.assertTrue(page.get_element_by_id(f"e{first.id}").text_content().strip())
        self.assertTrue(page.get_element_by_id(f"e{more.id}").text_content().strip())
        second = f"//input[@name='q{self.questions[1].id}'][@checked]/@value"
        self.assertEqual(page.xpath(second), ["5"])
        self.assertFalse(self._get_sheets())

    def test_script_gets_the_errors_as_data(self):
        points = self.questions[6]
        answer = self.url_open(
            self.path,
            data=self._prepare(**{f"q{points.id}": "50"}),
            headers={"X-Requested-With": "fetch"},
        )
        self.assertEqual(answer.status_code, 422)
        self.assertIn(str(points.id), answer.json()["errors"])

    def test_word_given_is_the_one_of_the_campaign(self):
        words = {
            "anonymous": "Nobody can find out",
            "confidential": "Shown only together",
            "named": "We see who said it",
        }
        for mode, word in words.items():
            self.campaign.mode = mode
            text = self.url_open(self.path).text
            for other in words.values():
                self.assertEqual(other in text, other == word, mode)

    def test_wrong_code_and_campaign_that_has_not_begun(self):
        with mute_logger("odoo.http"):
            for path in ("/q/nonsense", "/q/abcdefghjkmnpqrs/no", f"{self.path}x/no"):
                if path != f"{self.path}x/no":
                    self.assertEqual(self.url_open(path).status_code, 404, path)
            page = self.url_open("/q/nonsense")
            self.assertIn("do not know this code", page.text)
            self.assertIn('value="nonsense"', page.text)
            self.campaign.state = "draft"
            self.assertEqual(self.url_open(self.path).status_code, 404)
            page = self.url_open(f"/q?code={self.to_wang._get_code()}")
            self.assertIn("do not know this code", page.text)

    def test_heading_is_for_who_is_asked(self):
        self.assertIn(f">{self.survey.title}</h1>", self.url_open(self.path).text)
        self.survey.heading = "How is it here?"
        page = self._get_page(f"{self.path}?thanks=1&lang=en_US")
        self.assertEqual(page.findtext(".//title"), "How is it here?")
        links = page.xpath("//nav/a/@href")
        self.assertTrue(all("thanks=1" in link for link in links), links)
        text = self.url_open(self.path).text
        self.assertIn(">How is it here?</h1>", text)
        self.assertNotIn(self.survey.title, text)

    def test_closed(self):
        data = self._prepare()
        self.campaign.date_end = "2026-01-02"
        self.assertIn("survey is over", self.url_open(self.path).text)
        self.assertIn("survey is over", self.url_open(self.path, data=data).text)
        self.assertFalse(self._get_sheets())

    def test_code_is_typed(self):
        code = self.to_wang._get_code().upper()
        page = self.url_open(f"/q?code={code}")
        self.assertTrue(page.url.endswith(self.path))
        self.assertIn("do not know this code", self.url_open("/q?code=abc").text)

    def test_get_changes_nothing(self):
        for path in (self.path, f"{self.path}/no", f"{self.path}?thanks=1"):
            self.assertEqual(self.url_open(path).status_code, 200)
        self.env.invalidate_all()
        self.assertEqual(self.to_wang.state, "planned")
        self.assertFalse(self._get_sheets())

    def test_post_needs_the_token_of_the_page(self):
        data = self._prepare()
        del data["csrf_token"]
        with mute_logger("odoo.http"):
            for path in (self.path, f"{self.path}/no"):
                answer = self.url_open(path, data=data)
                self.assertEqual(answer.status_code, 400)
        self.assertFalse(self._get_sheets())

    def test_refuse(self):
        page = self._get_page(f"{self.path}/no")
        token = page.xpath("//input[@name='csrf_token']/@value")[0]
        data = {"csrf_token": token, "all": "1"}
        self.assertIn("not ask you", self.url_open(f"{self.path}/no", data=data).text)
        self.env.invalidate_all()
        self.assertEqual(self.to_wang.state, "refused")
        self.assertTrue(self.wang.refuses_surveys)
        self.assertIn("not ask you", self.url_open(self.path).text)

    def test_poster(self):
        path = f"/q/{self.campaign.open_token}"
        with mute_logger("odoo.http"):
            self.assertEqual(self.url_open(path).status_code, 404)
        self.campaign.is_open = True
        data = self._prepare(self._get_page(path))
        self.url_open(path, data=data)
        self.url_open(path, data=data)
        sheet = self._get_sheets()
        self.assertEqual(sheet.mapped("channel"), ["qr"])
        self.assertFalse(sheet.invitation_id)
        limit = RateLimit(0, 60)
        survey_page.OPEN_LIMIT, before = limit, survey_page.OPEN_LIMIT
        self.addCleanup(setattr, survey_page, "OPEN_LIMIT", before)
        again = self.url_open(path, data={**data, "key": "another"})
        self.assertEqual(again.status_code, 429)
        self.assertEqual(self._get_sheets(), sheet)

    def test_side_by_side(self):
        self.campaign.layout = "beside"
        page = self._get_page()
        pairs = page.xpath("//div[@class='o_survey_beside']")
        self.assertEqual(len(pairs), 3)
        names = [
            sorted(set(pair.xpath(".//input/@name")), key=lambda name: int(name[1:]))
            for pair in pairs
        ]
        self.assertEqual(
            names,
            [
                [f"q{self.questions[n].id}", f"q{self.questions[n + 3].id}"]
                for n in range(3)
            ],
        )

    def test_page_of_the_person_who_is_signed_in(self):
        (mine,) = self._invite(self.user_portal.partner_id)
        self.authenticate("portal_1", "portal_1")
        text = self.url_open("/my/surveys").text
        self.assertIn(mine._get_path(), text)
        self.assertNotIn(self.path, text)
        answer = self.url_open(
            "/my/counters",
            json={"params": {"counters": ["property_survey_count"]}},
        )
        self.assertEqual(answer.json()["result"]["property_survey_count"], 1)
