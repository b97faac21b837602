from datetime import date

from odoo.exceptions import ValidationError
from odoo.tools import SQL, mute_logger

from ...models.api import upsert
from .common import ApiCommon


class TestApiUpsert(ApiCommon):
    def test_create_then_unchanged_then_updated(self):
        row = self._unit_row(1, area_gross=89.5, date_delivered="2024-05-01")
        created, unchanged = (self._upsert("property.unit", row)[0] for _n in range(2))
        self.assertEqual(
            created,
            {
                "row": 0,
                "external_key": "U1",
                "id": created["id"],
                "status": "created",
                "errors": [],
            },
        )
        self.assertEqual(unchanged, {**created, "status": "unchanged"})
        row["area_gross"] = 90
        self.assertEqual(self._upsert("property.unit", row)[0]["status"], "updated")
        self.assertRecordValues(
            self.env["property.unit"].browse(created["id"]),
            [{"area_gross": 90, "date_delivered": date(2024, 5, 1), "room": "0001"}],
        )

    def test_names_left_out_stay_and_null_empties(self):
        row = self._unit_row(1, entrance="A", certificate_number="X1")
        unit_id = self._upsert("property.unit", row)[0]["id"]
        self._upsert("property.unit", {"external_key": "U1", "entrance": None})
        unit = self.env["property.unit"].browse(unit_id)
        self.assertRecordValues(
            unit, [{"entrance": False, "certificate_number": "X1", "room": "0001"}]
        )

    def test_a_whole_estate_with_people(self):
        for model, row in (
            ("property.site", {"name": "New", "code": "NW", "country": "CN"}),
            ("property.building", {"site": "K", "code": "1"}),
            ("property.unit", {"building": "K", "room": "101"}),
            ("res.partner", {"name": "Li Na", "phone": "+86 139 1111 2222"}),
            ("property.ownership", {"unit": "K", "partner": "K", "kind": "sole"}),
            ("property.occupancy", {"unit": "K", "partner": "K", "role": "tenant"}),
        ):
            with self.subTest(model=model):
                answer = self._upsert(model, {"external_key": "K", **row})[0]
                self.assertEqual(answer["errors"], [])
                self.assertEqual(answer["status"], "created")
        unit = self._api("property.unit").search([("external_key", "=", "K")])
        self.assertEqual(unit.site_id.name, "New")
        self.assertEqual(unit.sudo().ownership_ids.partner_id.name, "Li Na")

    def test_bad_values_name_the_field(self):
        for field, value, text in (
            ("room", 5, "text"),
            ("room", "", "needed"),
            ("building", "S9", "S9"),
            ("building", None, "needed"),
            ("kind", "castle", "dwelling"),
            ("area_gross", "89", "number"),
            ("area_gross", float("nan"), "number"),
            ("floor_index", 1.5, "whole number"),
            ("floor_index", True, "whole number"),
            ("floor_index", 2**40, "too large"),
            ("date_delivered", "01.05.2024", "date"),
            ("active", "yes", "True or false"),
            ("rooms", "1", "no field"),
            ("site_id", 1, "no field"),
        ):
            with self.subTest(field=field, value=value):
                row = self._unit_row(1, **{field: value})
                self._assert_error(self._upsert("property.unit", row)[0], field, text)

    def test_bad_phones_and_addresses_are_named(self):
        for field, value in (("phone", "=79999999999"), ("email", "wang@")):
            row = {"external_key": "P", "name": "X", field: value}
            self._assert_error(self._upsert("res.partner", row)[0], field, value)

    def test_a_row_without_key_or_no_row_at_all(self):
        answers = self._upsert("property.unit", {"room": "1"}, "row", None, {})
        self.assertEqual({answer["status"] for answer in answers}, {"error"})
        self.assertEqual([answer["row"] for answer in answers], [0, 1, 2, 3])
        self._assert_error(answers[0], "external_key")

    def test_a_bad_row_costs_no_good_one(self):
        rows = [self._unit_row(number) for number in range(30)]
        rows[7]["area_gross"] = -1  # refused by the database
        rows[13]["room"] = "101"  # taken by another unit
        rows[21]["kind"] = "castle"  # refused before
        with mute_logger("odoo.sql_db"):
            answers = self._upsert("property.unit", *rows)
        bad = [answer["row"] for answer in answers if answer["status"] == "error"]
        self.assertEqual(bad, [7, 13, 21])
        self.assertIn("negative", answers[7]["errors"][0]["message"])
        made = self.env["property.unit"].search_count([("external_key", "=like", "U%")])
        self.assertEqual(made, 27)

    def test_a_bad_update_costs_no_good_one(self):
        rows = [self._unit_row(number, area_gross=10) for number in range(20)]
        self._upsert("property.unit", *rows)
        for number, row in enumerate(rows):
            row["area_gross"] = -1 if number == 5 else 20
        with mute_logger("odoo.sql_db"):
            answers = self._upsert("property.unit", *rows)
        statuses = [answer["status"] for answer in answers]
        self.assertEqual(statuses.pop(5), "error")
        self.assertEqual(set(statuses), {"updated"})
        self.assertTrue(answers[5]["id"])
        units = self.env["property.unit"].browse([answer["id"] for answer in answers])
        self.assertEqual(sorted(units.mapped("area_gross")), [10.0] + [20.0] * 19)

    def test_shares_over_the_whole_are_refused_row_by_row(self):
        people = [{"external_key": f"P{n}", "name": f"Owner {n}"} for n in range(3)]
        self._upsert("res.partner", *people)
        rows = [
            {
                "external_key": f"O{n}",
                "unit": "S1-B1-101",
                "partner": f"P{n}",
                "kind": "shares",
                "share_numerator": 1,
                "share_denominator": 2,
            }
            for n in range(3)
        ]
        with mute_logger("odoo.sql_db"):
            answers = self._upsert("property.ownership", *rows)
        statuses = [answer["status"] for answer in answers]
        self.assertEqual(statuses, ["created", "created", "error"])

    def test_the_same_key_twice_in_a_call(self):
        answers = self._upsert(
            "property.unit",
            self._unit_row(1, area_gross=10),
            self._unit_row(2),
            self._unit_row(1, area_gross=11),
            self._unit_row(1, area_gross=11),
        )
        self.assertEqual(
            [answer["status"] for answer in answers],
            ["created", "created", "updated", "unchanged"],
        )
        self.assertEqual(answers[0]["id"], answers[3]["id"])

    def test_archived_records_are_found_by_their_key(self):
        unit_id = self._upsert("property.unit", self._unit_row(1))[0]["id"]
        self._upsert("property.unit", {"external_key": "U1", "active": False})
        answer = self._upsert("property.unit", self._unit_row(1))[0]
        self.assertEqual((answer["id"], answer["status"]), (unit_id, "unchanged"))

    def test_raise_writes_nothing_and_names_row_and_field(self):
        rows = [self._unit_row(1), self._unit_row(2, kind="castle")]
        with self.assertRaisesRegex(ValidationError, r"Row 1 \(U2\), kind: "):
            self._upsert("property.unit", *rows, on_error="raise")
        rows[1] = self._unit_row(2, area_gross=-1)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaisesRegex(ValidationError, r"Row 1 \(U2\)"),
        ):
            self._upsert("property.unit", *rows, on_error="raise")
        self.assertFalse(
            self.env["property.unit"].search([("external_key", "in", ["U1", "U2"])])
        )

    def test_malformed_calls_name_the_parameter(self):
        units = self._api("property.unit")
        for rows, on_error, name in (
            ("rows", "report", "rows"),
            ({"external_key": "U1"}, "report", "rows"),
            (None, "report", "rows"),
            ([{}] * 100_001, "report", "rows"),
            ([], "ignore", "on_error"),
        ):
            with self.subTest(name=name), self.assertRaisesRegex(ValidationError, name):
                units.api_upsert(rows, on_error=on_error)
        self.assertEqual(units.api_upsert([]), [])

    def test_keys_belong_to_a_company(self):
        company = self.env["res.company"].create({"name": "Second"})
        self.user_integration.company_ids += company
        row = {"external_key": "S1", "name": "Same key", "code": "LS"}
        sites = self._api("property.site").with_context(allowed_company_ids=company.ids)
        self.assertEqual(sites.api_upsert([row])[0]["status"], "created")
        self.assertEqual(self.site.name, "Lakeside")

    def test_100_rows_cost_few_queries_a_row(self):
        self._upsert("property.unit", self._unit_row(1))
        rows = [self._unit_row(number) for number in range(10, 110)]
        before = self.env.cr.sql_log_count
        self._upsert("property.unit", *rows)
        created = self.env.cr.sql_log_count - before
        before = self.env.cr.sql_log_count
        self._upsert("property.unit", *rows)
        unchanged = self.env.cr.sql_log_count - before
        self.assertLess(created, 60)
        self.assertLess(unchanged, 25)

    def test_describe_lists_what_a_row_may_have(self):
        for model in (
            "property.site",
            "property.building",
            "property.unit",
            "property.ownership",
            "property.occupancy",
            "res.partner",
        ):
            described = {
                field["name"]: field for field in self._api(model).api_describe()
            }
            self.assertTrue(any(field["required"] for field in described.values()))
        self.assertTrue(described["phone"])

    def test_the_database_is_told_how_a_table_has_grown(self):
        """Plans made for an empty table would slow a long load down more and more."""
        self.patch(upsert, "FIRST_STATISTICS", 4)
        rows = [self._unit_row(number) for number in range(1, 6)]
        self._upsert("property.unit", *rows[:2])
        before = self._get_known_size()
        self._upsert("property.unit", *rows[2:])
        count = self.env["property.unit"].with_context(active_test=False).search_count
        self.assertNotEqual(before, count([]))
        self.assertEqual(self._get_known_size(), count([]))

    def _get_known_size(self):
        query = SQL("SELECT reltuples FROM pg_class WHERE relname = 'property_unit'")
        return self.env.execute_query(query)[0][0]
