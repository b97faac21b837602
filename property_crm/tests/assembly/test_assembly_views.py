from odoo.fields import Command
from odoo.tests import tagged

from .common import AssemblyCommon


@tagged("post_install", "-at_install")
class TestAssemblyViews(AssemblyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls._make_r3()

    def test_lists_cost_the_same_for_few_and_many(self):
        assemblies = self.env["property.assembly"].union(
            *(self._create_assembly(self.place) for _number in range(12))
        )
        for kind in ("list", "kanban"):
            with self.subTest(kind):
                self.assertSameQueries(
                    f"property_crm.property_assembly_view_{kind}",
                    assemblies[:2],
                    assemblies[2:],
                    self.manager,
                )
        self.assertSameQueries(
            "property_crm.property_motion_view_list",
            assemblies[:2].motion_ids,
            assemblies[2:].motion_ids,
            self.manager,
        )

    def test_register_costs_the_same_for_few_and_many(self):
        rows = self._call(self._create_assembly(self._make_r1())).row_ids
        self.assertSameQueries(
            "property_crm.property_assembly_row_view_list",
            rows[:2],
            rows[2:40],
            self.manager,
        )

    def test_form_costs_the_same_for_few_and_many(self):
        few, many = (self._create_assembly(self.place) for _number in range(2))
        many.motion_ids = [
            Command.create(
                {
                    "name": f"Motion {number}",
                    "rule_id": self._get_rule("cn_ordinary").id,
                }
            )
            for number in range(9)
        ]
        self.assertSameQueries(
            "property_crm.property_assembly_view_form", few, many, self.manager
        )

    def test_notice_of_the_call(self):
        assembly = self._create_assembly(self.place, motion={"name": "A new <b>gate"})
        self._call(assembly)
        notice = assembly.notice_id
        self.assertEqual(notice.place_ids.site_id, self.place.site)
        self.assertIn("A new &lt;b&gt;gate", notice.body)
        self.assertIn(assembly.chain_head, notice.body)
        self.assertEqual(assembly.action_view_notice()["res_id"], notice.id)

    def test_notice_goes_to_who_is_called(self):
        building = self.place.units["F1"].building_id
        assembly = self._create_assembly(
            self.place, scope="building", building_id=building.id
        )
        self._call(assembly)
        self.assertEqual(assembly.notice_id.place_ids.building_id, building)

    def test_stat_buttons(self):
        assembly = self._call(self._create_assembly(self.place))
        for action in (assembly.action_view_rows(), assembly.action_view_doubts()):
            found = self.env[action["res_model"]].search(action["domain"])
            self.assertEqual(found.assembly_id | assembly, assembly)
