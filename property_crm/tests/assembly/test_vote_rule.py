import inspect
import re

from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tests import Form
from odoo.tools import mute_logger

from ...models.assembly.rule_words import RuleWords
from ...tools import vote_checks, vote_condition, vote_rule
from ...tools.vote_presets import PRESETS
from ...tools.vote_rule import parse_rule
from ..common import PropertyCommon

HALF = {
    "measure": "head",
    "votes": "yes",
    "of": "cast",
    "op": ">",
    "num": 1,
    "den": 2,
}


class TestVoteRule(PropertyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Rule = cls.env["property.vote.rule"].with_user(cls.user_company_manager)

    def _ref(self, code):
        return self.env.ref(f"property_crm.property_vote_rule_{code}")

    def _create(self, **data):
        return self.Rule.create({"name": "Ours", "code": "ours", "data": data})

    def test_the_shipped_rules_are_the_presets(self):
        for code, preset in PRESETS.items():
            with self.subTest(code=code):
                rule = self._ref(code)
                self.assertEqual(rule.code, code)
                self.assertEqual(parse_rule(rule.data), preset.parse())
                self.assertEqual(rule.jurisdiction, preset.jurisdiction)
                self.assertEqual(rule.source, preset.source)
                self.assertEqual(str(rule.valid_from or ""), preset.valid_from or "")
                self.assertEqual(str(rule.valid_until or ""), preset.valid_to or "")
                marks = (preset.marks.get(key) for key in ("quorum", "outcomes"))
                self.assertEqual(rule.is_known, "K" in marks)
                self.assertTrue(rule.sentence)

    def test_a_rule_reads_as_sentences(self):
        self.assertEqual(
            self._ref("cn_major").sentence.splitlines(),
            [
                "Quorum: those who take part hold at least 2/3 of the area of all in"
                " the register, and those who take part hold at least 2/3 of the head"
                " count of all in the register.",
                "Passed: votes for hold at least 3/4 of the area of those taking part,"
                " and votes for hold at least 3/4 of the head count of those taking"
                " part.",
                "Otherwise: lost.",
            ],
        )
        victoria = self._ref("au_vic_special").sentence
        self.assertIn("final after 29 days unless owners object", victoria)
        special = self._ref("au_nsw_special").sentence
        self.assertIn("after 30 minutes those present are enough", special)
        self.assertIn("original owner with 1/2 or more", special)
        unanimous = self._ref("au_nsw_unanimous").sentence
        self.assertIn("votes against hold none of the lots", unanimous)
        affected = self._ref("cn_affected_unanimous").sentence
        self.assertIn("votes for hold all of the area", affected)
        self.assertIn("No vote is taken", self._ref("cn_emergency").sentence)

    def test_a_rule_reads_in_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        rule = self._ref("cn_major").with_context(lang="zh_CN")
        self.assertIn("参与表决者的人数不少于全体业主的2/3", rule.sentence)
        self.assertIn("同意票的人数不少于参与表决者的3/4", rule.sentence)

    def test_only_groups_inside_stand_in_brackets(self):
        area = HALF | {"measure": "area"}
        when = {"any": [{"all": [HALF, area]}, {"all": [area]}]}
        rule = self._create(outcomes=[{"name": "ours", "when": when}])
        by_area, by_head = (
            f"votes for hold more than 1/2 of the {measure} of all votes for and"
            " against"
            for measure in ("area", "head count")
        )
        self.assertEqual(
            rule.sentence.splitlines()[1],
            f"ours: ({by_head}, and {by_area}), or {by_area}.",
        )

    def test_a_wrong_rule_is_refused_and_the_place_named(self):
        passed = {"name": "passed", "when": HALF}
        for data, message in (
            (
                {
                    "outcomes": [
                        passed,
                        {"name": "b", "when": {"all": [HALF | {"den": 0}]}},
                    ]
                },
                "Result 2 › condition 1 › lower number: at least 1 is needed.",
            ),
            ({"outcomes": []}, "Result: it is empty."),
            ({"outcomes": [passed] * 2}, "Result 2 › name: another outcome"),
            (
                {"quorum": {"any": [{}]}, "outcomes": [passed]},
                "Quorum needed › condition 1 › measure: it is missing.",
            ),
            (
                {"quorum": HALF | {"num": 3}, "outcomes": [passed]},
                "Quorum needed › upper number: at most 2 is allowed.",
            ),
            (
                {"quorum": HALF | {"num": 1.5}, "outcomes": [passed]},
                "Quorum needed › upper number: a whole number is needed.",
            ),
            ({"outcomes": [passed], "absents": "none"}, "absents: a rule has no such"),
        ):
            with self.subTest(message=message):
                with self.assertRaises(ValidationError) as caught:
                    self._create(**data)
                self.assertIn(message, str(caught.exception))

    def test_every_error_has_words(self):
        """No reader meets a code such as not_whole."""
        words = RuleWords(self.env)
        codes = set()
        for module in (vote_checks, vote_condition, vote_rule):
            source = inspect.getsource(module)
            codes |= set(re.findall(r'RuleError\(\s*"(\w+)"', source))
        self.assertIn("decides_nothing", codes)
        for code in codes - {"not_a_day"}:  # no rule holds a day
            error = vote_checks.RuleError(code, "quorum", least=1, most=2)
            self.assertNotEqual(words.say_what_is_wrong(error), code)

    def test_settings_stand_in_the_data(self):
        rule = self._ref("cn_ordinary").with_user(self.user_company_manager)
        self.assertEqual((rule.notice_days, rule.parking_counts), (15, "none"))
        self.assertEqual((rule.margin_num, rule.margin_den), (1, 5))
        rule.write({"notice_days": 7, "parking_counts": "area", "proxy_cap": 3})
        self.assertEqual(rule.data["notice_days"], 7)
        self.assertEqual(rule.data["exclude_kinds"], {"parking": ["head", "lot"]})
        self.assertEqual(parse_rule(rule.data).proxy_cap, 3)
        rule.write({"has_election": False, "proxy_cap": 0, "parking_counts": "all"})
        read = parse_rule(rule.data)
        self.assertIsNone(read.election)
        self.assertIsNone(read.proxy_cap)
        self.assertEqual(read.exclude_kinds, {})
        with self.assertRaises(ValidationError):
            rule.write({"has_election": True, "margin_den": 0})

    def test_kinds_may_be_given_as_a_list(self):
        rule = self._create(
            outcomes=[{"name": "passed", "when": HALF}], exclude_kinds=["parking"]
        )
        self.assertEqual(rule.parking_counts, "none")
        rule.storage_counts = "area"
        self.assertEqual(set(rule.data["exclude_kinds"]), {"parking", "storage"})

    def test_settings_and_conditions_are_changed_in_one_form(self):
        with Form(self.Rule) as form:
            form.name, form.code = "Ours", "ours"
            form.notice_days = 20
            form.data = form.data | {"quorum": None}
            form.absent = "follow_majority_if_served"
            self.assertIn("No quorum is needed.", form.sentence)
            form.data = form.data | {"quorum": HALF | {"num": 3}}
            self.assertEqual(form.problem["path"], "quorum.num")
            form.data = form.data | {"quorum": HALF}
        rule = parse_rule(form.record.data)
        self.assertEqual(rule.notice_days, 20)
        self.assertEqual(rule.absent, "follow_majority_if_served")
        self.assertEqual(rule.quorum.num, 1)

    def test_a_copy_has_a_code_of_its_own(self):
        rule = self._ref("cn_major").with_user(self.user_company_manager)
        first, second = rule.copy(), rule.copy()
        self.assertEqual((first.code, second.code), ("cn_major_2", "cn_major_3"))
        self.assertEqual(first.data, rule.data)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            second.code = "cn_major"
            second.flush_recordset()

    def test_rules_of_a_day(self):
        def find(day):
            domain = self.Rule._get_valid_domain(day)
            return self.Rule.search(domain & Domain("jurisdiction", "=", "CN"))

        old, new = self._ref("cn_major_until_2020"), self._ref("cn_major")
        self.assertIn(old, find("2020-12-31"))
        self.assertNotIn(new, find("2020-12-31"))
        self.assertIn(new, find("2021-01-01"))
        self.assertNotIn(old, find("2021-01-01"))

    def test_a_setting_is_given_beside_the_data(self):
        """One setting alone leaves the others as the data has them, also unread."""
        rule = self.Rule.create(
            {
                "name": "Ours",
                "code": "ours",
                "data": self._ref("au_nsw_special").data,
                "proxy_cap": 5,
            }
        )
        self.assertEqual(parse_rule(rule.data).quorum_relaxes_after, 30)
        self.env.invalidate_all()
        rule.notice_days = 9
        read = parse_rule(rule.data)
        self.assertEqual((read.notice_days, read.proxy_cap), (9, 5))
        self.assertEqual(read.adjust, PRESETS["au_nsw_special"].parse().adjust)
