import base64

from odoo.exceptions import AccessError, ValidationError

from .common import NoticeCommon


class TestDocument(NoticeCommon):
    @classmethod
    def _shelve(cls, name, **values):
        return cls.env["property.document"].create(
            {
                "name": name,
                "site_id": cls.site.id,
                "file": base64.b64encode(name.encode()),
                **values,
            }
        )

    def _titles(self, partner=None):
        documents = self.env["property.document"].with_user(self.user_portal)
        return documents._portal_search(partner or self.resident).mapped("name")

    def test_everybody_finds_what_is_for_him(self):
        self._own(self.resident, self.upper)
        house_2 = self._create_building(self.site, "2")
        self._shelve("Manual")
        self._shelve("House 1", building_id=self.building.id)
        self._shelve("House 2", building_id=house_2.id)
        self._shelve("My flat", unit_id=self.upper.id, building_id=self.building.id)
        self._shelve("Next door", unit_id=self.lower.id)
        self._shelve("Owners", audience="owners")
        self._shelve("Occupants", audience="occupants")
        self._shelve("Staff", audience="staff")
        self._shelve("Elsewhere", site_id=self.other_site.id)
        self._shelve("Old", active=False)
        self.assertEqual(
            set(self._titles()), {"Manual", "House 1", "My flat", "Owners"}
        )
        self._live(self.li, self.upper)
        self.assertIn("Occupants", self._titles(self.li))
        self.assertNotIn("Owners", self._titles(self.li))
        self.assertFalse(self._titles(self.zhao))

    def test_ones_own_language_comes_first(self):
        self._own(self.resident, self.upper)
        self.env["res.lang"]._activate_lang("zh_CN")
        self._shelve("手册", lang="zh_CN")
        self._shelve("Manual", lang="en_US")
        self.assertEqual(self._titles(), ["Manual", "手册"])

    def test_a_new_file_is_a_new_version(self):
        document = self._shelve("Manual")
        document.file = base64.b64encode(b"new")
        self.assertEqual(document.version, "2")
        document.write({"file": base64.b64encode(b"newer"), "version": "2026-1"})
        document.note = "Mind page 3"
        self.assertEqual(document.version, "2026-1")

    def test_the_building_is_of_the_site(self):
        with self.assertRaises(ValidationError):
            self._shelve("x", building_id=self.other_building.id)

    def test_who_keeps_the_shelf(self):
        document = self._shelve("Manual")
        document.with_user(self.user_dispatcher).note = "x"
        for user in (self.user_agent, self.user_auditor, self.user_integration):
            document.with_user(user).read()
            with self.assertRaises(AccessError):
                document.with_user(user).write({"note": "y"})
        for user in (self.user_stranger, self.user_portal):
            with self.assertRaises(AccessError):
                document.with_user(user).read(["name"])
        with self.assertRaises(AccessError):
            document.with_user(self.user_dispatcher).site_id = self.other_site
