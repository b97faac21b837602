import base64
from unittest.mock import patch

from lxml import html

from odoo.exceptions import ConcurrencyError, UserError
from odoo.fields import Command
from odoo.tests import HttpCase, freeze_time
from odoo.tools import mute_logger

from .meeting_common import MeetingCommon

MOMENT = "2026-03-05 04:00:00"


class TestCommitteePortal(MeetingCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.resident = cls.user_portal.partner_id
        cls._own(cls.resident, cls.unit)
        cls.owners.phone = "+86 138 0013 8000"
        cls.owners.email = "member@example.com"
        with freeze_time(MOMENT):
            file = (
                cls.env["ir.attachment"]
                .with_user(cls.manager)
                .create({"name": "signed.txt", "datas": base64.b64encode(b"signed")})
            )
            cls.meeting = cls._call(attachment_ids=[Command.set(file.ids)])
            cls._decide(cls.meeting, yes=4, text="We build a shed")
            cls._publish(cls.meeting)
            cls.draft = cls._call()
            cls._decide(cls.draft, yes=4, text="Still secret")
        cls.file = cls.env["ir.attachment"].browse(file.id)

    def setUp(self):
        super().setUp()
        self.authenticate("portal_1", "portal_1")

    def _get_page(self):
        return html.fromstring(self.url_open("/my/committee").content)

    def test_members_in_office_by_name_and_role_only(self):
        page = self._get_page()
        [card] = page.cssselect(".o_property_committee_members")
        text = card.text_content()
        self.assertIn("Owner 1", text)
        self.assertIn("Chair", text)
        whole = page.text_content()
        for secret in ("13800138000", "138 0013", "member@", self.units[0].name):
            self.assertNotIn(secret, whole)

    def test_only_what_is_published(self):
        text = self._get_page().text_content()
        self.assertIn("We build a shed", text)
        self.assertIn("Passed", text)
        self.assertNotIn("Still secret", text)
        answer = self.url_open(f"/my/committee/{self.meeting.id}")
        for part in ("4 yes, 0 no", "All spoke for it", "4 of 7"):
            self.assertIn(part, " ".join(answer.text.split()))
        self.assertEqual(
            self.url_open(
                f"/my/committee/{self.meeting.id}/file/{self.file.id}"
            ).content,
            b"signed",
        )
        for url in (
            f"/my/committee/{self.draft.id}",
            f"/my/committee/{self.draft.id}/minutes.pdf",
            f"/my/committee/{self.draft.id}/file/{self.file.id}",
            f"/my/committee/{self.meeting.id}/file/999999999",
            "/my/committee/999999999",
        ):
            with self.subTest(url):
                self.assertEqual(self.url_open(url).status_code, 404)

    def test_until_the_elected_are_filed_those_before_them_are_shown(self):
        terms = self.env["property.committee.term"]
        elected = self._create_term(number=2, date_start="2026-03-01")
        new = self.env["property.committee.member"].create(
            {"term_id": elected.id, "partner_id": self.zhao.id, "role": "chair"}
        )
        for old, young, shown in (
            ("filed", "elected", self.term),
            ("handing_over", "elected", self.term),
            ("handing_over", "filed", elected),
            ("ended", "elected", elected),
        ):
            self.term.sudo().state, elected.sudo().state = old, young
            with self.subTest(old=old, young=young):
                self.assertEqual(terms._portal_get_terms(self.resident), shown)
                [card] = terms._portal_get_cards(self.resident)
                self.assertEqual(card["term"], shown.name)
                names = [name for name, _role in card["members"]]
                self.assertEqual(new.partner_id.name in names, shown == elected)
                self.assertEqual("Owner 1" in names, shown == self.term)
                # no choice, where there is nothing to choose
                self.assertFalse(self._get_page().cssselect("select[name=term]"))

    def test_nothing_for_who_owns_nothing_there(self):
        terms = self.env["property.committee.term"]
        ownership = self.env["property.ownership"].search(
            [("partner_id", "=", self.resident.id)]
        )
        ownership.date_to = "2026-02-28"
        self._own(self.resident, self.other_unit)
        self._live(self.resident)  # a tenant is no owner
        self.assertFalse(terms._portal_get_cards(self.resident))
        self.assertFalse(self._get_page().cssselect(".o_property_committee_meeting"))
        for path in ("", "/minutes.pdf", f"/file/{self.file.id}"):
            url = f"/my/committee/{self.meeting.id}{path}"
            with self.subTest(url):
                self.assertEqual(self.url_open(url).status_code, 404)

    def test_an_owner_reads_the_minutes_as_they_were_printed(self):
        self.assertEqual(self.meeting.state, "published")
        with freeze_time(MOMENT):
            self.meeting.with_context(force_report_rendering=True)._keep_prints()
        files = self.env["ir.attachment"].search(
            [("res_model", "=", self.meeting._name), ("res_id", "=", self.meeting.id)]
        )
        kept = files.filtered(lambda file: file.name.endswith("en_US.pdf"))
        self.members[0].role = "member"
        model = type(self.meeting)
        render = model._render_minutes

        def render_pdf(meeting):  # tests print HTML, unless told otherwise
            return render(meeting.with_context(force_report_rendering=True))

        with patch.object(model, "_render_minutes", render_pdf):
            answer = self.url_open(f"/my/committee/{self.meeting.id}/minutes.pdf")
        self.assertEqual(answer.status_code, 200)
        self.assertTrue(answer.content.startswith(b"%PDF"))
        self.assertEqual(answer.content, kept.raw)

    def _count_queries_of_page(self):
        counts = []
        for _run in range(3):  # the first fills the caches
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.assertEqual(self.url_open("/my/committee").status_code, 200)
            counts.append(self.cr.sql_log_count - before)
        return min(counts)

    def test_the_page_costs_the_same_for_few_lines_and_for_many(self):
        for _n in range(2):
            self._raise(partner_id=self.resident.id)
        with freeze_time(MOMENT):
            second = self._call()
            self._decide(second, yes=4)
            self._publish(second)
        few = self._count_queries_of_page()
        with freeze_time(MOMENT):
            for _n in range(5):
                meeting = self._call()
                for _d in range(3):
                    self._decide(meeting, yes=4)
                self._publish(meeting)
                self._raise(partner_id=self.resident.id)
        self.assertEqual(
            len(self._get_page().cssselect(".o_property_committee_meeting")), 7
        )
        self.assertGreater(few, 0)
        self.assertLessEqual(self._count_queries_of_page(), few)

    def test_not_without_signing_in(self):
        self.authenticate(None, None)
        for path in ("", f"/{self.meeting.id}"):
            answer = self.url_open(f"/my/committee{path}", allow_redirects=False)
            self.assertEqual(answer.status_code, 303)

    def test_an_owner_puts_a_matter_to_the_committee_once(self):
        page = self._get_page()
        form = {
            "csrf_token": page.xpath("//input[@name='csrf_token']/@value")[0],
            "token": page.xpath("//input[@name='token']/@value")[0],
            "name": "Light",
            "text": "It is dark <b>",
        }
        for _click in range(2):
            answer = self.url_open("/my/committee", data=form)
            self.assertIn("Thank you", answer.text)
        matter = self.env["property.committee.matter"].search([("name", "=", "Light")])
        self.assertEqual(len(matter), 1)
        self.assertEqual(matter.direction, "to_committee")
        self.assertEqual(matter.partner_id, self.resident)
        self.assertEqual(matter.term_id, self.term)
        self.assertNotIn(self.resident, matter.message_partner_ids)
        self.assertIn("It is dark &lt;b&gt;", answer.text)

    @mute_logger("odoo.sql_db")
    def test_two_clicks_at_the_same_moment_make_one_matter(self):
        matters = self.env["property.committee.matter"]
        form = {"name": "Light", "text": "It is dark", "token": "once"}
        first = matters._portal_raise(form, self.resident)
        none = matters.browse()
        # what the second one sees: not yet, and after the first is committed
        for seen in ([none, first], [none, none]):
            finds = patch.object(
                type(matters), "_portal_find_sent", autospec=True, side_effect=seen
            )
            with finds:
                if seen[-1]:
                    same = matters._portal_raise(form, self.resident)
                    self.assertEqual(same, first)
                else:  # Odoo takes the request again
                    with self.assertRaises(ConcurrencyError):
                        matters._portal_raise(form, self.resident)
        found = matters.search([("form_key", "=", "once")])
        self.assertEqual(found, first)

    def test_only_ones_own_matters_and_the_sent_answer(self):
        mine = self._raise(name="Mine", partner_id=self.resident.id, answer="Draft")
        self._raise(name="Of another", partner_id=self.owners[3].id)
        text = self._get_page().text_content()
        self.assertIn("Mine", text)
        self.assertNotIn("Draft", text)
        self.assertNotIn("Of another", text)
        mine.answer = "In May"
        mine.action_answer()
        self.assertIn("In May", self._get_page().text_content())

    def test_nobody_raises_a_matter_elsewhere(self):
        matters = self.env["property.committee.matter"]
        foreign = self._create_term(self.other_site)
        foreign.sudo().state = "filed"  # sudo: as after the filing
        form = {"name": "x", "text": "y", "term": str(foreign.id)}
        self.assertEqual(matters._portal_raise(form, self.resident).term_id, self.term)
        for wrong, person in (
            ({"name": " "}, self.resident),
            ({"text": ""}, self.resident),
            ({}, self.zhao),
        ):
            with self.assertRaises(UserError):
                matters._portal_raise(form | wrong, person)
