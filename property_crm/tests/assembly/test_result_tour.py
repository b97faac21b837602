from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .result_common import ResultCommon


@tagged("post_install", "-at_install")
class TestResultTour(ResultCommon, HttpCase):
    def test_from_the_request_to_the_announcement(self):
        """The secretary's way; the owners vote while the vote is open."""
        self.place = self._make_r2()
        self.place.units["U1"].area_source = False
        self.assembly = self._create_assembly(self.place, "cn_major", kind="interim")
        url = f"/odoo/assemblies/{self.assembly.id}"
        login = self.manager.login
        with mute_logger("odoo.http"):  # the first call is refused: too few ask
            self.start_tour(url, "property_crm_assembly_call", login=login)
        self.assertEqual(self.assembly.state, "open")
        self.assertEqual(len(self.assembly.signature_ids), 3)
        self.motion = self.assembly.motion_ids
        self._vote_names(yes="U1-U6", no="U7 U8")
        self._pass_time(self.assembly)
        self.start_tour(url, "property_crm_assembly_result", login=login)
        self.assertEqual(self.assembly.state, "announced")
        self.assertEqual(self.motion.outcome, "passed")
