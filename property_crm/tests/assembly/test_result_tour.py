from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .result_common import ResultCommon


@tagged("post_install", "-at_install")
class TestResultTour(ResultCommon, HttpCase):
    def test_from_the_request_to_the_announcement(self):
        """The secretary's way; the owners vote while the vote is open."""
        self.place = self._make_r2()
        signatures = [
            {
                "unit_id": self.place.units[f"U{number}"].id,
                "partner_id": self.place.owners[f"o{number}"].id,
            }
            for number in (1, 2, 3)
        ]
        self.assembly = self._create_assembly(
            self.place,
            "cn_major",
            kind="interim",
            signature_ids=[Command.create(vals) for vals in signatures],
        )
        url = f"/odoo/assemblies/{self.assembly.id}"
        login = self.manager.login
        self.start_tour(url, "property_crm_assembly_call", login=login)
        self.assertEqual(self.assembly.state, "open")
        self.motion = self.assembly.motion_ids
        self._vote_names(yes="U1-U6", no="U7 U8")
        self._pass_time(self.assembly)
        self.start_tour(url, "property_crm_assembly_result", login=login)
        self.assertEqual(self.assembly.state, "announced")
        self.assertEqual(self.motion.outcome, "passed")
