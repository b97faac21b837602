from ..common import HelpdeskCommon


class TestCategorySearch(HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Category = cls.env["helpdesk.ticket.category"]
        cls.parent = Category.create({"name": "Waterworks"})
        cls.child = Category.create({"name": "Tap", "parent_id": cls.parent.id})

    def test_finds_by_name_and_path(self):
        Category = self.env["helpdesk.ticket.category"]
        for text, expected in (
            ("Waterworks / Tap", self.child),
            ("waterw / ta", self.child),
            ("Waterworks", self.parent | self.child),
            ("Tap / Waterworks", Category),
        ):
            with self.subTest(text=text):
                found = Category.search([("complete_name", "ilike", text)])
                self.assertEqual(found & (self.parent | self.child), expected)

    def test_does_not_load_the_table(self):
        Category = self.env["helpdesk.ticket.category"]
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(1):
            Category.search([("complete_name", "ilike", "Waterworks / Tap")])
