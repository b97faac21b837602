import base64

from odoo.tests import freeze_time

from .common import FundCommon

HEAD = "building,room,date,movement,amount,number,decision\n"


@freeze_time("2026-03-02 02:00:00")
class TestFundSheet(FundCommon):
    def _import(self, *rows, head=HEAD, user=None):
        content = base64.b64encode((head + "\n".join(rows)).encode())
        wizard = self.env["property.sheet.import"].with_user(
            user or self.user_site_manager
        )
        return wizard.import_file("fund.csv", content.decode(), self.site.code)

    def test_read_twice(self):
        rows = (
            '9,101,2020-05-01,First deposit,"12,000.50",V1,',
            "9,102,2020-05-01,首次交存,8000,V2,",
            "9,,2021-01-01,public income,300,V3,",
            "9,101,2022-07-01,use,1500.25,V4,Vote of 2022-06",
        )
        answer = self._import(*rows)
        self.assertEqual(answer["kind"], "fund")
        self.assertEqual(answer["counts"]["created"], 4, answer)
        account = self._get_account()
        self.assertEqual(account.balance, 10500.25)
        self.assertEqual(account.first_deposit, 12000.50)
        self.assertEqual(self.house.fund_balance, 18800.25)
        use = account.entry_ids.filtered(lambda one: one.kind == "use")
        self.assertEqual((use.basis, use.reference), ("earlier", "Vote of 2022-06"))
        again = self._import(*rows)
        self.assertEqual(again["counts"]["unchanged"], 4, again)
        self.assertEqual(self.house.fund_balance, 18800.25)

    def test_a_bad_row_costs_no_good_one(self):
        answer = self._import(
            "9,101,2020-05-01,deposit,100,V1,",
            "9,999,2020-05-01,deposit,100,V2,",
            "77,101,2020-05-01,deposit,100,V3,",
            "9,101,2020-05-01,use,100,V4,",
            "9,101,2020-05-01,deposit,0,V5,",
            "9,101,2020-05-01,gift,100,V6,",
            "9,101,2020-05-01,deposit,1.005,V7,",
            ",101,2020-05-01,deposit,1,V8,",
        )
        self.assertEqual(answer["counts"]["created"], 1, answer)
        columns = [
            row["errors"][0]["column"] for row in answer["rows"] if row["errors"]
        ]
        self.assertEqual(
            columns,
            [
                "room",
                "building",
                "decision",
                "amount",
                "movement",
                "amount",
                "building",
            ],
        )
        self.assertEqual(self.house.fund_balance, 100)

    def test_a_number_that_says_something_else(self):
        self._import("9,101,2020-05-01,deposit,100,V1,")
        answer = self._import("9,101,2020-05-01,deposit,200,V1,")
        self.assertEqual(answer["counts"]["error"], 1)
        self.assertEqual(self.house.fund_balance, 100)

    def test_rows_without_a_number(self):
        head = "楼栋,房号,日期,变动类型,金额\n"
        row = "9,101,2020-05-01,续交,100"
        self._import(row, row, head=head)
        self.assertEqual(self.house.fund_balance, 200)
        answer = self._import(row, row, head=head)
        self.assertEqual(answer["counts"]["unchanged"], 2)

    def test_units_of_two_entrances(self):
        for entrance in ("1", "2"):
            self._create_units(1, building=self.house, entrance=entrance, room="901")
        head = "building,entrance,room,date,movement,amount\n"
        answer = self._import(
            "9,,901,2020-05-01,deposit,1",
            "9,2,901,2020-05-01,deposit,1",
            head=head,
        )
        self.assertEqual(answer["counts"]["error"], 1)
        self.assertEqual(answer["counts"]["created"], 1)

    def test_only_ones_own_site(self):
        answer = self._import("HS,1,101,2020-05-01,deposit,1,V1,", head=f"site,{HEAD}")
        self.assertEqual(answer["counts"]["error"], 1)
        self.assertEqual(self.other_site.fund_balance, 0)
