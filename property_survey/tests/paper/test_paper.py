from lxml import html

from odoo.exceptions import AccessError, UserError, ValidationError

from ...tools.paper_number import make_number
from .common import PaperCommon

REPORT = "property_survey.paper_sheets"


class TestPaper(PaperCommon):
    def _render(self, papers):
        return self.env["ir.actions.report"]._render_qweb_html(REPORT, papers.ids)[0]

    def test_plain_sheets_are_nobodys(self):
        """Of an anonymous campaign there are no others, and no number comes twice."""
        paper = self._print(self.campaign, count=3, building_id=self.building.id)
        self.assertEqual(paper.kind, "plain")
        again = self._print(self.campaign, count=2)
        numbers = [
            sheet["number"] for sheet in (paper._get_sheets() + again._get_sheets())
        ]
        self.assertEqual(numbers, [make_number(serial) for serial in range(1, 6)])
        self.assertFalse(paper.invitation_ids)
        with self.assertRaises(ValidationError):
            self._print(self.campaign, kind="own")
        invitation = self._invite(self.campaign, self.partner)
        with self.assertRaises(ValidationError):
            invitation.paper_serial = 1
        with self.assertRaises(ValidationError):
            self._print(self.campaign, count=0)
        with self.assertRaises(UserError):
            paper.unlink()

    def test_own_sheets(self):
        """Each household that has not answered and has no e-mail gets its own, once."""
        campaign = self._create_campaign("confidential")
        others = self.env["res.partner"].create(
            [
                {"name": "Li Na", "email": "l@example.com"},
                {"name": "Zhao"},
                {"name": "Wu"},
            ]
        )
        asked = self._invite(campaign, self.partner, *others)
        asked[-1].state = "answered"
        paper = self._print(campaign)
        self.assertEqual(paper.kind, "own")
        self.assertEqual(paper.invitation_ids, asked[0] | asked[2])
        self.assertEqual(
            asked.mapped("state"), ["asked", "planned", "asked", "answered"]
        )
        self.assertEqual(paper.count, 2)
        with self.assertRaises(UserError):
            self._print(campaign)
        rest = self._print(campaign, without_email=False)
        self.assertEqual(rest.invitation_ids, asked[1])
        self.assertEqual((rest.serial_first, rest.serial_last), (3, 3))

    def test_own_sheets_of_one_unit_say_whose_they_are(self):
        campaign = self._create_campaign("confidential")
        other = self.env["res.partner"].create({"name": "Li Na"})
        self._invite(campaign, self.partner, other)
        page = html.fromstring(self._render(self._print(campaign)))
        sheets = [
            " ".join(sheet.text_content().split())
            for sheet in page.xpath("//div[@class='o_sheet']")
        ]
        for sheet, name in zip(sheets, ("Wang Wei", "Li Na"), strict=True):
            self.assertIn(f"Sheet of {name}", sheet)

    def test_the_sheet(self):
        """Expected and perceived side by side, the points, the words, on one paper."""
        self.campaign.company_id.name = "Harbour Homes"
        paper = self._print(self.campaign, count=2, return_to="Letter box 3")
        page = html.fromstring(self._render(paper))
        sheets = page.xpath("//div[@class='o_sheet']")
        self.assertEqual(len(sheets), 2)
        [sheet] = sheets[:1]
        rows = sheet.xpath(".//table[@class='o_items']//tr")
        self.assertEqual(len(rows), 3)
        for row in rows:
            boxes = [len(cell.xpath(".//span")) for cell in row.xpath("./td")[1:]]
            self.assertEqual(boxes, [7, 7])
        points = sheet.xpath(".//table[@class='o_points']//tr")
        self.assertEqual(len(points), 3)
        text = " ".join(sheet.text_content().split())
        for words in (
            "0013",
            "Letter box 3",
            "03/31/2030",
            "Anonymous.",
            "Harbour Homes",
        ):
            self.assertIn(words, text)
        self.assertEqual(len(sheet.xpath(".//img")), 1)
        self.assertNotIn("Lakeside 1-101", text)

    def test_languages(self):
        """Each household reads its own language; a second one is below it."""
        self.env["res.lang"]._activate_lang("zh_CN")
        first = self.questions[0].with_context(lang="zh_CN")
        first.title = "干净"
        self.partner.lang = "zh_CN"
        campaign = self._create_campaign("named")
        self._invite(campaign, self.partner)
        paper = self._print(campaign)
        self.assertEqual(paper._get_sheets()[0]["lang"], "zh_CN")
        text = html.fromstring(self._render(paper)).text_content()
        self.assertIn("干净", text)
        self.assertIn("2030/03/31", text)
        self.assertNotIn("expected r1", text)
        paper.second_lang = "en_US"
        text = html.fromstring(self._render(paper)).text_content()
        self.assertIn("expected r1", text)

    def test_rights(self):
        paper = self._print(self.campaign, count=1)
        mine = paper.with_user(self.user_survey)
        self.assertEqual(mine.number_first, "0013")
        copy = mine.create({"campaign_id": self.campaign.id, "count": 1})
        self.assertEqual(copy.serial_first, 2)
        self.assertEqual(paper.with_user(self.user_auditor).count, 1)
        for name in ("stranger", "portal", "agent", "clerk", "dispatcher"):
            user = getattr(self, f"user_{name}")
            with self.subTest(name), self.assertRaises(AccessError):
                paper.with_user(user).read(["count"])
        with self.assertRaises(AccessError):
            paper.with_user(self.user_auditor).return_to = "me"

    def test_views(self):
        few = self._print(self.campaign, count=1)
        many = few.create([{"campaign_id": self.campaign.id, "count": 1}] * 5)
        view = "property_survey.property_survey_paper_view_list"
        self.assertSameQueries(view, few | many[:1], few | many, self.user_survey)
        action = self.campaign.action_view_papers()
        self.assertEqual(action["domain"], [("campaign_id", "=", self.campaign.id)])
