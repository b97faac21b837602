from odoo.tools import SQL

from ..common import HelpdeskCommon


class TestIndexes(HelpdeskCommon):
    def _get_indexes(self):
        rows = self.env.execute_query(
            SQL("SELECT indexdef FROM pg_indexes WHERE tablename = 'helpdesk_ticket'")
        )
        return [definition for (definition,) in rows]

    def test_fields_of_lists_and_searches_are_indexed(self):
        definitions = self._get_indexes()
        for column in (
            "partner_id",
            "commercial_partner_id",
            "category_id",
            "channel_id",
            "duplicate_id",
            "company_id",
            "unit_id",
            "site_id",
            "territory_id",
            "class_id",
            "type_id",
        ):
            with self.subTest(column=column):
                self.assertTrue([d for d in definitions if f"({column})" in d])
        for column in ("number", "name"):
            with self.subTest(column=column):
                self.assertTrue(
                    [d for d in definitions if "gin" in d and column in d], definitions
                )

    def test_default_list_uses_its_index(self):
        query = self.Ticket._search([], limit=80)
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        self.env.cr.execute("SET LOCAL enable_bitmapscan = off")
        self.env.cr.execute("SET LOCAL enable_sort = off")
        plan = self.env.execute_query(SQL("EXPLAIN %s", query.select()))
        self.assertIn("helpdesk_ticket_list_idx", str(plan))
