from odoo.tests import HttpCase, tagged

from .cast_common import CastCommon


@tagged("post_install", "-at_install")
class TestCastTour(CastCommon, HttpCase):
    """An owner votes on his telephone: 390 by 844, real clicks, in both languages."""

    browser_size = "390x844"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls._make_r1()
        unit = cls.place.units["E1"]
        unit.ownership_ids.unlink()
        cls._own(cls.user_portal.partner_id, unit, date_from="2020-01-01")
        cls.assembly = cls._open(cls._create_assembly(cls.place))
        cls.motion = cls.assembly.motion_ids
        cls.user_portal.name = "Zhang San"  # the menu of a longer name sticks out

    def _vote_on_the_telephone(self, url):
        self.start_tour(url, "property_crm_assembly_vote", login="portal_1")
        self.assertEqual(self._get_choices(), ["no"])
        self.assertEqual(self._get_ballots().channel, "portal")

    def test_in_english(self):
        self._vote_on_the_telephone("/my")

    def test_in_chinese(self):
        chinese = self.env["res.lang"]._activate_lang("zh_CN")
        self.user_portal.lang = chinese.code
        self._vote_on_the_telephone(f"/{chinese.url_code}/my")
