from lxml import html

from odoo.tests import HttpCase, tagged

from .paper_common import PaperCommon


@tagged("post_install", "-at_install")
class TestPaperViews(PaperCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_paper_vote()

    def test_lists_cost_the_same_for_few_and_many(self):
        sheets = self.assembly.sheet_ids
        services = self.env["property.assembly.service"].create(
            [{"row_id": row.id} for row in self.assembly.row_ids[:12]]
        )
        for view, records in (
            ("property_ballot_sheet_view_list", sheets),
            ("property_assembly_service_view_list", services),
            ("property_assembly_row_view_list", self.assembly.row_ids[:20]),
        ):
            with self.subTest(view):
                self.assertSameQueries(
                    f"property_crm.{view}", records[:2], records[2:], self.manager
                )

    def test_every_role_opens_what_it_may(self):
        sheet = self.assembly.sheet_ids[0]
        for user in (self.user_agent, self.user_auditor, self.manager):
            for record in (self.assembly, sheet):
                mine = record.with_user(user)
                arch = mine.get_views([(False, "form"), (False, "list")])["views"]
                is_manager = user == self.manager
                with self.subTest(user=user.login, model=record._name):
                    self.assertEqual("action_print" in arch["form"]["arch"], is_manager)

    def _read_page(self, assembly):
        self.authenticate("portal_1", "portal_1")
        page = self.url_open(f"/my/assemblies/{assembly.id}")
        found = html.fromstring(page.content).cssselect(".o_property_assembly_paper")
        return " ".join(one.text_content() for one in found)

    def test_the_portal_tells_who_votes_on_paper(self):
        place = self._make_r3()
        unit = place.units["F1"]
        me = self.user_portal.partner_id
        unit.ownership_ids.unlink()
        for person in (place.owners["o1"], me):
            self._own(person, unit, date_from="2020-01-01", share_denominator=2)
        shared = self._open(self._create_assembly(place))
        self.assertIn("F1: nobody was named", self._read_page(shared))
        written = self._open(self._create_assembly(place, form="written"))
        self.assertIn("held on paper", self._read_page(written))
        unit.ownership_ids.filtered(
            lambda one: one.partner_id == me
        ).is_representative = True
        mine = self._open(self._create_assembly(place))
        self.assertFalse(self._read_page(mine))
