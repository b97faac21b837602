from odoo.tests import tagged

from .result_common import ResultCommon

REPORT = "property_crm.assembly_result"


@tagged("post_install", "-at_install")
class TestResultPrint(ResultCommon):
    """The result on paper says what was counted, by which rule, and how to check it."""

    def _read(self):
        reports = self.env["ir.actions.report"]
        content, _kind = reports._render_qweb_html(REPORT, self.assembly.ids)
        return " ".join(content.decode().split())

    def test_sums_and_hashes(self):
        self._make_vote(self, self._make_r2(), "cn_major")
        self._vote_names(yes="U1-U6", no="U7", abstain="U8", invalid="U9")
        self._count()
        text = self._read()
        for said in (
            "600.00 m² (75.00 %)",
            "6 (75.00 %)",
            "100.00 m² (12.50 %)",
            "800.00 m² (66.67 %)",
            "1,200.00 m²",
            self.assembly.chain_head,
            self.assembly.result_digest,
            self.motion.ballot_head,
        ):
            with self.subTest(said=said):
                self.assertIn(said, text)

    def test_both_results_where_absent_owners_follow(self):
        place = self._make_r2()
        rule = self._get_rule("cn_ordinary").copy({"code": "cn_followed"})
        rule.data = {**rule.data, "absent": "follow_majority_if_served"}
        self._make_vote(self, place, motion={"rule_id": rule.id})
        self._vote_names(yes="U1-U6", no="U7 U8")
        # sudo: as staff enters it
        row = self.assembly.sudo().row_ids.filtered(lambda one: one.unit_name == "U12")
        self.env["property.assembly.service"].sudo().create(
            {"assembly_id": self.assembly.id, "row_id": row.id, "how": "post"}
        )
        self._count()
        tables = self.motion._get_print_tables()
        took_part = [lines[0][2] for _heading, lines in tables]
        self.assertEqual(took_part, ["900.00 m² (75.00 %)", "800.00 m² (66.67 %)"])
        self.assertFalse(tables[0][0])
        self.assertIn(tables[1][0], self._read())

    def test_without_a_vote_there_is_no_table(self):
        self.assembly = self._open(
            self._create_assembly(self._make_r2(), "cn_ordinary", "cn_emergency")
        )
        self._close(self.assembly)
        self.assembly.action_count()
        self.assertEqual(self._read().count("Invalid ballots"), 1)
