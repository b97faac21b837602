import doctest

from odoo.tests import BaseCase, tagged

from ...tools import intake_row


@tagged("post_install", "-at_install")
class TestIntakeRow(BaseCase):
    def _problems(self, **row):
        row = {"external_key": "1", "name": "Leak", **row}
        return [
            (name, problem) for name, problem, _value in intake_row.read_row(row)[2]
        ]

    def test_examples(self):
        self.assertFalse(doctest.testmod(intake_row).failed)

    def test_every_problem_names_its_field(self):
        cases = {
            "closed": {"created": "2026-03-02T08:00:00Z", "closed": "2026-03-01"},
            "due": {"due": "tomorrow"},
            "created": {"created": 5},
            "channel": {"channel": "pigeon"},
            "emergency": {"emergency": "yes"},
            "unit": {"unit": 12},
            "solution": {"solution": ["x"]},
            "colour": {"colour": "red"},
        }
        for field, row in cases.items():
            with self.subTest(field=field):
                self.assertEqual([name for name, _p in self._problems(**row)], [field])

    def test_row_that_is_no_dictionary(self):
        self.assertEqual(intake_row.read_row("leak")[2], [("", "row", None)])

    def test_closing_date_means_closed(self):
        row = {"external_key": "1", "name": "x", "closed": "2026-03-02"}
        self.assertEqual(intake_row.read_row(row)[1], {"status": "closed"})

    def test_status_open_counts_before_a_closing_date(self):
        row = {
            "external_key": "1",
            "name": "x",
            "closed": "2026-03-02",
            "status": "open",
        }
        values, references, errors = intake_row.read_row(row)
        self.assertNotIn("closed_date", values)
        self.assertFalse(errors)
        self.assertEqual(references, {"status": "open"})

    def test_time_zones_end_in_utc(self):
        for text in ("2026-03-02T08:00:00+08:00", "2026-03-02T00:00:00Z", "2026-03-02"):
            with self.subTest(text=text):
                self.assertEqual(
                    intake_row.read_date(text).isoformat(), "2026-03-02T00:00:00"
                )
