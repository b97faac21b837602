from odoo.tests import HttpCase, tagged

from .cast_common import CastCommon


@tagged("post_install", "-at_install")
class TestCastTour(CastCommon, HttpCase):
    def test_an_owner_votes_on_his_telephone(self):
        place = self._make_r1()
        unit = place.units["E1"]
        unit.ownership_ids.unlink()
        self._own(self.user_portal.partner_id, unit, date_from="2020-01-01")
        self.place = place
        self.assembly = self._open(self._create_assembly(place))
        self.motion = self.assembly.motion_ids
        self.user_portal.name = "Zhang San"  # the menu of a longer name sticks out
        self.browser_size = "390x844"
        self.start_tour("/my", "property_crm_assembly_vote", login="portal_1")
        self.assertEqual(self._get_choices(), ["no"])
        self.assertEqual(self._get_ballots().channel, "portal")
