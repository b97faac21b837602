from lxml import html

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from .result_common import ResultCommon


@tagged("post_install", "-at_install")
class TestObjectionPortal(ResultCommon, HttpCase):
    """An owner objects to what was announced, once, and reads the answer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        place = cls._make_r2()
        place.units["U1"].ownership_ids.unlink()
        cls.me = cls.user_portal.partner_id
        cls._own(cls.me, place.units["U1"], date_from="2020-01-01")
        cls._make_vote(cls, place)
        cls.url = f"/my/assemblies/{cls.assembly.id}"

    def setUp(self):
        super().setUp()
        self._vote_names(yes="U1-U12")
        self.authenticate("portal_1", "portal_1")

    def _read(self):
        return html.fromstring(self.url_open(self.url).content)

    def _get_objections(self):
        return self.assembly.sudo().objection_ids

    def _post(self, text, url=None):
        token = self._read().xpath("//input[@name='csrf_token']/@value")[0]
        return self.url_open(
            f"{url or self.url}/objection", data={"csrf_token": token, "text": text}
        )

    def test_object_and_read_the_answer(self):
        self.assertFalse(self._read().cssselect(".o_property_assembly_objection"))
        self._announce()
        [part] = self._read().cssselect(".o_property_assembly_objection")
        self.assertTrue(part.cssselect("textarea"))
        answer = self._post("I was not told.\nNobody was. <b>x</b>")
        self.assertIn("has been received", answer.text)
        objection = self._get_objections()
        self.assertEqual(objection.partner_id, self.me)
        self.assertIn("<b>x</b>", objection.text)
        [part] = html.fromstring(answer.content).cssselect(
            ".o_property_assembly_objection"
        )
        self.assertFalse(part.cssselect("textarea") or part.cssselect("b"))
        objection.with_user(self.manager).answer = "You were, on the first day."
        self._finish()
        self.assertIn("on the first day", self._read().text_content())

    def test_staff_answer_it_and_change_nothing(self):
        self._announce()
        self._post("I was not told.")
        objection = self._get_objections().with_user(self.manager)
        for act in (
            lambda: objection.write({"text": "All is well."}),
            lambda: objection.write({"partner_id": self.place.owners["o2"].id}),
            objection.unlink,
        ):
            with self.assertRaisesRegex(UserError, "as it came in"):
                act()
        objection.answer = "You were."

    def test_once(self):
        self._announce()
        self._post("I was not told.")
        answer = self._post("Again.")
        self.assertIn("objected already", answer.text)
        self.assertEqual(len(self._get_objections()), 1)

    def test_not_before_the_announcement_and_not_too_late(self):
        self._count()
        self._post("Too early.")
        self.assembly.action_announce()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE property_assembly SET announced_on = announced_on - 30,"
            " objection_until = objection_until - 30 WHERE id = %s",
            [self.assembly.id],
        )
        self.assembly.invalidate_recordset()
        self.assertFalse(self._read().cssselect(".o_property_assembly_objection"))
        self._post("Too late.")
        self.assertFalse(self._get_objections())

    def test_nothing_and_too_much(self):
        self._announce()
        for text, words in (("  ", "Write what"), ("x" * 4001, "4000 characters")):
            self.assertIn(words, self._post(text).text)
        self.assertFalse(self._get_objections())

    def test_others_objections_are_not_shown(self):
        self._announce()
        self.env["property.assembly.objection"].create(
            {
                "assembly_id": self.assembly.id,
                "partner_id": self.place.owners["o2"].id,
                "text": "A secret of another",
            }
        )
        self.assertNotIn("A secret of another", self.url_open(self.url).text)

    def test_strangers(self):
        other = self._create_assembly(self._make_r3())
        self._call(other)
        self._announce()
        answer = self._post("Let me in.", f"/my/assemblies/{other.id}")
        self.assertEqual(answer.status_code, 404)
        self.authenticate(None, None)
        token = html.fromstring(self.url_open("/web/login").content).xpath(
            "//input[@name='csrf_token']/@value"
        )[0]
        data = {"csrf_token": token, "text": "Let me in."}
        answer = self.url_open(f"{self.url}/objection", data=data)
        self.assertIn("/web/login", answer.url)
        self.assertFalse(self._get_objections())

    def test_owners_have_no_rights_to_the_records(self):
        self._announce()
        self._post("I was not told.")
        with self.assertRaises(AccessError):
            self._get_objections().with_user(self.user_portal).read(["answer"])
