import base64

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import AssemblyCommon

HEAD = "unit,lot,entitlement,share,source\n"


@tagged("post_install", "-at_install")
class TestWeightSheet(AssemblyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls._make_r2()

    def _import(self, *rows, head=HEAD, user=None):
        content = base64.b64encode((head + "\n".join(rows)).encode())
        wizard = self.env["property.sheet.import"].with_user(user or self.manager)
        return wizard.import_file("weights.csv", content.decode(), self.place.site.code)

    def _get_weight(self, unit):
        weights = self.env["property.unit.weight"].with_user(self.manager)
        return weights.search([("unit_id", "=", self.place.units[unit].id)])

    def test_read_twice_and_corrected(self):
        rows = ("U1,2,60,12,Strata plan", 'U2,,"1,250",,')
        answer = self._import(*rows)
        self.assertEqual(answer["kind"], "weights")
        self.assertEqual(answer["counts"]["created"], 2, answer)
        first, second = self._get_weight("U1"), self._get_weight("U2")
        self.assertEqual(
            (first.lot, first.entitlement, first.share, first.source),
            (2, 60, 12, "Strata plan"),
        )
        self.assertEqual((second.lot, second.entitlement), (1, 1250))
        self.assertEqual(self._import(*rows)["counts"]["unchanged"], 2)
        answer = self._import("U1,,61,,")
        self.assertEqual(answer["counts"]["updated"], 1, answer)
        self.assertEqual((first.lot, first.entitlement), (2, 61))

    def test_a_bad_row_costs_no_good_one(self):
        answer = self._import(
            "U1,1,60,,",
            "U99,1,60,,",
            "U3,1,-60,,",
            "U4,1,6.5,,",
            "U5,,,,no weight at all",
            ",1,60,,",
            "U7,1,99999999999,,",
            "U8,1,80,,",
        )
        self.assertEqual(answer["counts"]["created"], 2, answer)
        errors = {row["row"]: row["errors"] for row in answer["rows"] if row["errors"]}
        self.assertEqual(
            {number: found[0]["column"] for number, found in errors.items()},
            {
                3: "unit",
                4: "entitlement",
                5: "entitlement",
                6: "entitlement",
                7: "unit",
                8: "entitlement",
            },
        )
        self.assertEqual(self._get_weight("U8").entitlement, 80)

    def test_chinese_headers(self):
        answer = self._import("U1,60", head="房屋编码,权益单位\n")
        self.assertEqual(answer["counts"]["created"], 1, answer)

    def test_other_sites_stay_as_they_are(self):
        head = "site,unit,entitlement\n"
        for site, unit in (
            (self.place.site, "A1"),
            (self.other_site, self.other_unit.name),
        ):
            answer = self._import(f"{site.code},{unit},60", head=head)
            self.assertEqual(answer["counts"]["error"], 1, answer)
        self.assertFalse(
            self.env["property.unit.weight"].search(
                [("unit_id", "=", self.other_unit.id)]
            )
        )

    def test_agents_are_refused(self):
        with self.assertRaises(AccessError):
            self._import("U1,1,60,,", user=self.user_agent)

    def test_same_queries_for_many_rows(self):
        def count(*rows):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._import(*rows)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        count("U1,1,60,,")
        few = count("U2,1,60,,", "U3,1,60,,")
        many = count(*(f"U{number},1,60,," for number in range(4, 13)))
        self.assertLessEqual(many, few + 1)
