from odoo.tests import Form, tagged

from .cast_common import CastCommon


@tagged("post_install", "-at_install")
class TestCastViews(CastCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls._make_r1()
        cls.assembly = cls._open(cls._create_assembly(cls.place))
        cls.motion = cls.assembly.motion_ids

    def test_list_of_ballots_costs_the_same_for_few_and_many(self):
        units = ("A101", "A102", "A103", "A104", "A201", "A202", "B101", "C1")
        self._vote_all(dict.fromkeys(units, "yes"))
        self._close(self.assembly)
        ballots = self._get_ballots()
        self.assertSameQueries(
            "property_crm.property_ballot_view_list",
            ballots[:2],
            ballots[2:],
            self.user_site_manager,
        )

    def test_forms_of_every_reader(self):
        self._vote_all({"A101": "yes"})
        self._close(self.assembly)
        action = self.motion.action_view_ballots()
        found = self.env["property.ballot"].search(action["domain"])
        self.assertEqual(len(found), 1)
        for user in self._get_staff()[:-1]:
            with self.subTest(user.login):
                Form(found.with_user(user))
                with_turnout = Form(self.motion.with_user(user))
                self.assertEqual(
                    with_turnout.turnout, "5.38 % of the area, 1 of 11 owners"
                )
