from odoo.tests import tagged

from .common import SolutionCommon

FEW, MANY = 2, 50


@tagged("post_install", "-at_install")
class TestSolutionSearch(SolutionCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tap = cls._create_solution(
            name="Kitchen tap drips", problem="Water runs", steps="<p>New washer</p>"
        )
        cls.sink = cls._create_solution(
            name="厨房水槽下面漏水", symptoms="柜子潮湿", steps="<p>更换水龙头软管</p>"
        )

    def _find(self, text):
        found = self.Solution.name_search(text)
        return self.Solution.browse([row[0] for row in found])

    def test_words_in_any_order(self):
        for text in ("drips kitchen", "WASHER tap", "kitchen tap drips", "ｔａｐ"):
            with self.subTest(text=text):
                self.assertEqual(self._find(text), self.tap)
        self.assertFalse(self._find("kitchen lift"))

    def test_chinese_without_blanks(self):
        for text in ("厨房漏水", "漏水厨房", "水龙头漏水", "潮湿 柜子", "漏 软管"):
            with self.subTest(text=text):
                self.assertEqual(self._find(text), self.sink)
        self.assertFalse(self._find("电梯漏水"))

    def test_board_costs_the_same_for_few_and_many(self):
        solutions = self.Solution.browse()
        for number in range(FEW + MANY):
            solutions |= self._create_approved(
                name=f"Leak {number}",
                class_ids=self.leak.ids,
                category_ids=self.leak.category_id.ids,
            )
        for view in ("kanban", "list"):
            with self.subTest(view=view):
                self.assertSameQueries(
                    f"property_helpdesk.property_solution_view_{view}",
                    solutions[:FEW],
                    solutions[FEW:],
                    self.user_agent,
                )
