import doctest

from odoo.tests import BaseCase, tagged

from ...tools import sla_match
from ...tools.sla_match import Rule, find_rule


@tagged("post_install", "-at_install")
class TestSlaMatch(BaseCase):
    def _find(self, facts, *rules, day="01-01"):
        found = find_rule(rules, facts, day)
        return found and found.key

    def test_examples(self):
        self.assertFalse(doctest.testmod(sla_match).failed)

    def test_order_goes_before_detail_and_detail_before_age(self):
        first = Rule(9, 1)
        detailed = Rule(8, 10, {"type": frozenset({1})})
        seasonal = Rule(7, 10, {"type": frozenset({1})}, ("12-01", "02-28"))
        plain, plain_too = Rule(5), Rule(6)
        facts = {"type": {1}}
        self.assertEqual(self._find(facts, detailed, first), 9)
        self.assertEqual(self._find(facts, plain, detailed, seasonal), 7)
        self.assertEqual(self._find(facts, plain, detailed, seasonal, day="03-01"), 8)
        self.assertEqual(self._find(facts, plain_too, plain), 5)

    def test_every_condition_has_to_be_met(self):
        rule = Rule(1, 10, {"type": frozenset({1, 2}), "site": frozenset({7})})
        self.assertEqual(self._find({"type": {2}, "site": {7}}, rule), 1)
        self.assertIsNone(self._find({"type": {2}, "site": {8}}, rule))
        self.assertIsNone(self._find({"type": {2}}, rule))

    def test_first_and_last_day_belong_to_the_season(self):
        for season, inside, outside in (
            (("04-01", "04-30"), ("04-01", "04-30"), ("03-31", "05-01")),
            (("11-16", "11-25"), ("11-16", "11-25"), ("11-15", "11-26", "01-01")),
            (("11-26", "04-05"), ("11-26", "12-31", "04-05"), ("11-25", "04-06")),
            (("05-01", "05-01"), ("05-01",), ("04-30", "05-02", "12-01")),
        ):
            for day in (*inside, *outside):
                with self.subTest(season=season, day=day):
                    found = self._find({}, Rule(1, season=season), day=day)
                    self.assertEqual(found, 1 if day in inside else None)

    def test_a_name_nobody_knows_yet(self):
        rule = Rule(1, 10, {"grade": frozenset({"A"})})
        self.assertIsNone(self._find({}, rule))
        self.assertEqual(self._find({"grade": {"A"}}, rule), 1)
