from fractions import Fraction

from odoo.exceptions import ValidationError
from odoo.tools import mute_logger

from ...tools.committee_rules import RULES
from ..common import PropertyCommon

# what the general rule and staff of the provider add is ours, not the table's
ASKED = (
    "min_size",
    "max_size",
    "is_odd",
    "small_size",
    "small_households",
    "small_area",
    "min_years",
    "max_years",
    "alternates",
    "renewal",
    "meeting_months",
    "post_days",
)


class TestCommitteeRule(PropertyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Rule = cls.env["property.committee.rule"]
        cls.site.state_id = cls.env.ref("base.state_cn_ZJ")

    def _propose(self, **values):
        self.site.write(values)
        return self.Rule._get_for(self.site, self.site._get_today()).code

    def test_the_shipped_rows_say_what_the_table_says(self):
        """The pure table and the shipped records cannot drift apart."""
        shipped = {
            rule.code: rule
            for rule in self.Rule.search([])
            if rule.get_external_id()[rule.id].startswith("property_crm.")
        }
        self.assertEqual(set(shipped), set(RULES))
        for code, expected in RULES.items():
            found = shipped[code]._get_rules()
            for name in ASKED:
                with self.subTest(code=code, name=name):
                    self.assertEqual(getattr(found, name), getattr(expected, name))
            self.assertEqual(
                set(found.excluded) - {"staff_of_provider"},
                set(expected.excluded) - {"no_owner", "incapable"},
            )

    def test_city_then_province_then_the_rest(self):
        self.assertEqual(self._propose(city="杭州市"), "CN-3301")
        self.assertEqual(self._propose(city=" hangzhou"), "CN-3301")
        self.assertEqual(self._propose(city="Wenzhou"), "CN")
        shandong = self.env.ref("base.state_cn_SD")
        self.assertEqual(self._propose(state_id=shandong.id, city="Jinan"), "CN-37")
        self.assertEqual(self._propose(city="Rizhao"), "CN-3711")
        self.assertEqual(self._propose(city=False, state_id=False), "CN")

    def test_the_later_of_two_rules_holds_from_its_day(self):
        hangzhou = self.env.ref("property_crm.property_committee_rule_hangzhou")
        later = hangzhou.copy({"valid_from": "2030-01-01", "renewal_months": 6})
        self.site.city = "Hangzhou"
        for day, rule in (("2029-12-31", hangzhou), ("2030-01-01", later)):
            with self.subTest(day=day):
                self.assertEqual(self.Rule._get_for(self.site, day), rule)

    def test_two_rules_of_a_place_on_one_day_are_refused(self):
        hangzhou = self.env.ref("property_crm.property_committee_rule_hangzhou")
        with self.assertRaises(ValidationError), mute_logger("odoo.sql_db"):
            self._as_rpc(hangzhou.copy)
        with self.assertRaises(ValidationError), mute_logger("odoo.sql_db"):
            self._as_rpc(lambda: hangzhou.write({"size_min": -1}))

    def _as_rpc(self, act):
        """The web client reads the database's refusal in words."""
        from psycopg2 import IntegrityError

        try:
            with self.cr.savepoint():
                act()
                self.env.flush_all()
        except IntegrityError as error:
            raise ValidationError(self.Rule._sql_error_to_message(error)) from error

    def test_no_rule_asks_nothing(self):
        rules = self.Rule.browse()._get_rules()
        self.assertEqual(rules.check_size(4), ())
        self.assertIsNone(rules.get_alternates_limit(4))
        percent = self.Rule.new({"alternates_percent": 50})._get_rules()
        self.assertEqual(percent.alternates, Fraction(1, 2))
