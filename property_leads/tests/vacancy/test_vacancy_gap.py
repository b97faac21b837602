import random
from datetime import date, timedelta

from odoo.exceptions import AccessError

from odoo.addons.property_crm.models.people.property_tenure_mixin import BULK_LOAD

from ..common import LeadsCommon

START, DAY = date(2019, 1, 1), timedelta(days=1)


def find_gaps(stays, today):
    """Return ``[(last day, next first day, days)]``, counted day by day."""
    lived = {
        first + DAY * number
        for first, last in stays
        for number in range(((last or today + 400 * DAY) - first).days + 1)
    }
    begins = sorted(day for day in lived if day - DAY not in lived)
    ends = sorted(day for day in lived if day + DAY not in lived)
    gaps = [
        (end, begin, (begin - end).days - 1)
        for end, begin in zip(ends, begins[1:], strict=False)
        if end < today
    ]
    if ends and ends[-1] < today:
        gaps.append((ends[-1], None, (today - ends[-1]).days))
    return gaps


class TestVacancyGap(LeadsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tenant = cls.env["res.partner"].create({"name": "Tenant"})
        cls.Gap = cls.env["property.vacancy.gap"]

    def _let(self, rows, role="tenant"):
        loading = self.env["property.occupancy"].with_context(property_load=BULK_LOAD)
        return loading.create(
            [
                {
                    "unit_id": unit.id,
                    "partner_id": self.tenant.id,
                    "role": role,
                    "date_from": first,
                    "date_to": last,
                }
                for unit, first, last in rows
            ]
        )

    def _get_gaps(self, unit):
        return [
            (gap.date_vacated, gap.date_let or None, gap.days)
            for gap in self.Gap.search([("unit_id", "=", unit.id)])[::-1]
        ]

    def test_from_the_last_day_to_the_next_lease(self):
        self._let(
            [
                (self.unit, "2024-01-01", "2024-12-31"),
                (self.unit, "2024-06-01", "2025-01-31"),  # with him for a while
                (self.unit, "2025-02-01", "2025-03-31"),  # the day after
                (self.unit, "2025-06-01", None),
            ]
        )
        self._let([(self.unit, "2025-04-10", "2025-04-20")], role="visitor")
        expected = [(date(2025, 3, 31), date(2025, 6, 1), 61)]  # April and May
        self.assertEqual(self._get_gaps(self.unit), expected)

    def test_as_counted_day_by_day(self):
        rng, today = random.Random(7), self.site._get_today()
        units = self._create_units(12)
        rows = []
        for unit in units:
            for _number in range(rng.randrange(1, 6)):
                first = START + DAY * rng.randrange(2900)
                last = first + DAY * rng.randrange(500)
                rows.append((unit, first, None if rng.random() < 0.1 else last))
        self._let(rows)
        for unit in units:
            stays = [(first, last) for own, first, last in rows if own == unit]
            self.assertEqual(self._get_gaps(unit), find_gaps(stays, today), stays)

    def test_means_and_sums_of_groups(self):
        one, two = self._create_units(2, area_gross=100)
        self._let(
            [
                (one, "2022-01-01", "2022-12-31"),
                (one, "2023-01-11", "2023-12-31"),  # 10 days
                (one, "2024-01-31", None),  # 30
                (two, "2022-01-01", "2022-06-30"),
                (two, "2022-07-21", None),  # 20
            ]
        )
        rows = self.Gap._read_group(
            [("unit_id", "in", (one | two).ids)],
            ["date_vacated:year"],
            ["gaps:sum", "days:avg", "days_total:sum", "area_days:sum"],
        )
        self.assertEqual(
            [row[1:] for row in rows], [(2, 15, 30, 3000), (1, 30, 30, 3000)]
        )

    def test_who_may_see_it(self):
        self._let([(self.unit, "2024-01-01", "2024-12-31")])
        gap = self.Gap.search([("unit_id", "=", self.unit.id)])
        for role, seen in (("sales", True), ("auditor", True), ("sales_elsewhere", 0)):
            found = self.Gap.with_user(getattr(self, f"user_{role}")).search([])
            self.assertEqual(gap in found, bool(seen), role)
        for role in ("agent", "stranger", "portal"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.Gap.with_user(getattr(self, f"user_{role}")).search([])
