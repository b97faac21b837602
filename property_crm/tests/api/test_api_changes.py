from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import ValidationError

from ...models.api import changes
from .common import ApiCommon


class TestApiChanges(ApiCommon):
    """Within one transaction; who writes at the same time is in tests/integration."""

    def setUp(self):
        super().setUp()
        # Everything here is written by this transaction: see it as if it were over.
        now = self.env.cr.now()
        horizon = patch.object(
            changes, "get_horizon", lambda env: now + timedelta(seconds=1)
        )
        horizon.start()
        self.addCleanup(horizon.stop)
        cursor = patch.object(
            type(self.env.registry), "cursor", lambda registry, **kw: self._own_cursor()
        )
        cursor.start()
        self.addCleanup(cursor.stop)

    def _own_cursor(self):
        return NotClosed(self.env.cr)

    def _changes(self, model="property.unit", user=None, **kwargs):
        self.env.flush_all()
        return self._api(model, user).api_changes(**kwargs)

    def _keys(self, answer):
        return [row["external_key"] for row in answer["rows"]]

    def test_pages_hold_everything_once(self):
        rows = [self._unit_row(number) for number in range(7)]
        self._upsert("property.unit", *rows)
        cursor, seen, more = None, [], True
        while more:
            answer = self._changes(cursor=cursor, limit=3)
            self.assertLessEqual(len(answer["rows"]), 3)
            seen += self._keys(answer)
            cursor, more = answer["cursor"], answer["more"]
        self.assertEqual(
            sorted(seen), sorted([f"U{n}" for n in range(7)] + ["S1-B1-101"])
        )
        answer = self._changes(cursor=cursor)
        self.assertEqual((answer["rows"], answer["more"]), ([], False))
        self.assertEqual(answer["cursor"], cursor)

    def test_a_row_has_what_an_upsert_takes(self):
        given = self._unit_row(
            1, area_gross=89.5, date_delivered="2024-05-01", kind="shop", entrance="A"
        )
        self._upsert("property.unit", given)
        row = next(
            row for row in self._changes()["rows"] if row["external_key"] == "U1"
        )
        self.assertEqual({name: row[name] for name in given}, given)
        self.assertTrue(row["write_date"].endswith("+00:00"))
        sent_back = {
            name: value
            for name, value in row.items()
            if name not in ("id", "write_date")
        }
        answer = self._upsert("property.unit", sent_back)[0]
        self.assertEqual((answer["status"], answer["errors"]), ("unchanged", []))

    def test_archived_records_come(self):
        self.unit.active = False
        row = self._changes()["rows"][0]
        self.assertEqual((row["external_key"], row["active"]), ("S1-B1-101", False))

    def test_what_is_not_yours_does_not_come(self):
        self.other_unit.external_key = "OTHER"
        self.assertNotIn("OTHER", self._keys(self._changes()))
        self.assertIn("OTHER", self._keys(self._changes(user=self.user_stranger)))

    def test_masked_for_who_sees_masked(self):
        row = {"external_key": "P", "name": "Li", "phone": "+86 139 1111 2222"}
        self._upsert("res.partner", row)
        self._upsert(
            "property.occupancy",
            {"external_key": "O", "unit": "S1-B1-101", "partner": "P"},
        )
        for user, phone in (
            (self.user_integration, "+86 139 1111 2222"),
            (self.user_auditor, "139****2222"),
        ):
            rows = self._changes("res.partner", user=user, limit=10000)["rows"]
            found = [row["phone"] for row in rows if row["external_key"] == "P"]
            self.assertEqual(found, [phone])

    def test_bad_cursors_and_limits_are_named(self):
        site_cursor = self._changes("property.site")["cursor"]
        for cursor in ("x", "====", 7, ["a"], site_cursor, site_cursor + "A"):
            with (
                self.subTest(cursor=cursor),
                self.assertRaisesRegex(ValidationError, "cursor"),
            ):
                self._changes(cursor=cursor)
        for limit in (0, -1, 10_001, "10", None, True):
            with (
                self.subTest(limit=limit),
                self.assertRaisesRegex(ValidationError, "limit"),
            ):
                self._changes(limit=limit)

    def test_2_and_50_rows_cost_the_same(self):
        self._upsert("property.unit", *[self._unit_row(n) for n in range(60)])
        counts = []
        for limit in (2, 2, 50):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._changes(limit=limit)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])


class NotClosed:
    """The test's own cursor in the place of a new one."""

    def __init__(self, cr):
        self.cr = cr

    def __enter__(self):
        return self.cr

    def __exit__(self, *exc):
        return None
