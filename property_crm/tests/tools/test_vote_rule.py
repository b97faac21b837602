import doctest
import json
from datetime import date

from odoo.tests import BaseCase, tagged

from ...tools import vote_presets, vote_rule
from ...tools.vote_checks import RuleError
from ...tools.vote_presets import PRESETS, get_valid_presets
from ...tools.vote_register import Row, Scope
from ...tools.vote_rule import OWN_KEYS, merge_rule, parse_rule

YES = {
    "measure": "lot",
    "votes": "yes",
    "of": "cast",
    "op": ">",
    "num": 1,
    "den": 2,
}
PASSED = {"outcomes": [{"name": "passed", "when": YES}]}
ADJUST = PRESETS["au_nsw_special"].rule["adjust"][0]


@tagged("post_install", "-at_install")
class TestVoteRule(BaseCase):
    def _refuse(self, data, code, path, read=parse_rule):
        with self.subTest(data), self.assertRaises(RuleError) as refused:
            read(data)
        error = refused.exception
        self.assertEqual((error.code, error.path), (code, path))

    def test_examples(self):
        for module in (vote_rule, vote_presets):
            self.assertFalse(doctest.testmod(module).failed)

    def test_what_is_left_out_has_its_default(self):
        rule = parse_rule(PASSED)
        self.assertIsNone(rule.quorum)
        self.assertEqual((rule.absent, rule.head_identity), ("none", "same_set"))
        self.assertTrue(rule.one_owner_one_choice and rule.needs_vote)
        self.assertFalse(rule.invalid_counts_as_participating)
        self.assertEqual((rule.exclude_kinds, rule.adjust), ({}, ()))

    def test_every_preset_survives_json(self):
        for preset in PRESETS.values():
            rule = preset.parse()
            again = parse_rule(json.loads(json.dumps(rule.to_dict())))
            self.assertEqual(again, rule, preset.code)
            self.assertEqual(parse_rule(json.loads(json.dumps(preset.rule))), rule)

    def test_presets_say_where_they_are_from_and_how_sure(self):
        for code, preset in PRESETS.items():
            self.assertEqual(preset.code, code)
            self.assertTrue(preset.source and preset.jurisdiction)
            self.assertLessEqual(set(preset.marks.values()), {"F", "K"})
            unmarked = set(preset.rule) - set(preset.marks)
            rest = unmarked - {"election", "exclude_kinds", "quorum"}
            rest -= {"notice_days", "announce_days"}
            self.assertFalse(rest, code)

    def test_presets_of_the_table(self):
        self.assertEqual(
            set(PRESETS),
            {
                "cn_ordinary",
                "cn_major",
                "cn_ordinary_until_2020",
                "cn_major_until_2020",
                "cn_affected_unanimous",
                "cn_emergency",
                "au_nsw_ordinary",
                "au_nsw_ordinary_poll",
                "au_nsw_special",
                "au_nsw_sustainability",
                "au_nsw_unanimous",
                "au_qld_special",
                "au_vic_special",
                "au_vic_special_by_lot",
                "hk_committee",
                "us_fl_hoa",
                "us_fl_hoa_documents",
                "us_fl_condominium",
                "ca_bc_three_quarters",
                "sg_special",
            },
        )

    def test_the_reform_of_china_begins_with_2021(self):
        for day, is_new in ((date(2020, 12, 31), False), (date(2021, 1, 1), True)):
            codes = {preset.code for preset in get_valid_presets("CN", day)}
            self.assertEqual("cn_major" in codes, is_new)
            self.assertEqual("cn_major_until_2020" in codes, not is_new)

    def test_periods_of_the_presets(self):
        for code, notice, proxy in (
            ("cn_major", 15, None),
            ("hk_committee", 14, None),
            ("us_fl_hoa", 14, 90),
        ):
            rule = PRESETS[code].parse()
            self.assertEqual((rule.notice_days, rule.proxy_days), (notice, proxy))
        [_passed, interim] = PRESETS["au_vic_special"].parse().outcomes
        self.assertEqual(interim.final_after_days, 29)
        self.assertEqual(PRESETS["au_nsw_special"].parse().quorum_relaxes_after, 30)
        self.assertFalse(PRESETS["us_fl_condominium"].parse().election.allows_proxy)

    def test_kinds_are_left_out_of_all_measures_or_of_some(self):
        rule = parse_rule(PASSED | {"exclude_kinds": ["parking"]})
        self.assertEqual(len(rule.exclude_kinds["parking"]), 5)
        rule = parse_rule(PASSED | {"exclude_kinds": {"shop": ["head", "area"]}})
        self.assertEqual(rule.exclude_kinds, {"shop": ("area", "head")})

    def test_refusals_name_the_place(self):
        self._refuse([], "not_an_object", "")
        self._refuse({}, "empty", "outcomes")
        self._refuse(PASSED | {"quorums": 1}, "unknown_key", "quorums")
        for key, value, code in (
            ("quorum", [], "not_an_object"),
            ("quorum_relaxes_after", -1, "too_small"),
            ("needs_vote", 1, "not_yes_or_no"),
            ("exclude_kinds", "parking", "not_a_list"),
            ("head_identity", "any", "not_allowed"),
            ("one_owner_one_choice", None, "not_yes_or_no"),
            ("absent", "follow", "not_allowed"),
            ("invalid_counts_as_participating", "no", "not_yes_or_no"),
            ("adjust", {}, "not_a_list"),
            ("proxy_cap", 0, "too_small"),
            ("proxy_cap", "3", "not_whole"),
            ("notice_days", 1.5, "not_whole"),
            ("election", [], "not_an_object"),
        ):
            self._refuse(PASSED | {key: value}, code, key)

    def test_refusals_of_outcomes(self):
        outcome = PASSED["outcomes"][0]
        for change, code, path in (
            ({"when": YES | {"op": "="}}, "not_allowed", ".when.op"),
            ({"when": {"all": [YES | {"num": 5}]}}, "too_large", ".when.all[0].num"),
            ({"name": "lost"}, "reserved", ".name"),
            ({"name": "no_quorum"}, "reserved", ".name"),
            ({"name": "Passed!"}, "not_a_name", ".name"),
            ({"name": None}, "not_a_name", ".name"),
            ({"final_after_days": -1}, "too_small", ".final_after_days"),
            ({"then": 1}, "unknown_key", ".then"),
        ):
            path = f"outcomes[0]{path}"
            self._refuse({"outcomes": [outcome | change]}, code, path)
        self._refuse({"outcomes": [outcome] * 2}, "twice", "outcomes[1].name")
        self._refuse({"outcomes": [{"name": "a"}]}, "missing_key", "outcomes[0].when")

    def test_refusals_of_kinds_adjustments_and_elections(self):
        for key, value, code, path in (
            ("exclude_kinds", [3], "not_a_name", "[0]"),
            ("exclude_kinds", {"shop": []}, "empty", ".shop"),
            ("exclude_kinds", {"shop": ["m2"]}, "not_allowed", ".shop[0]"),
            ("adjust", [ADJUST | {"kind": "tenant"}], "not_allowed", "[0].kind"),
            ("adjust", [ADJUST | {"measure": "head"}], "not_allowed", "[0].measure"),
            ("adjust", [ADJUST | {"den": 0}], "too_small", "[0].den"),
            ("adjust", [ADJUST | {"num": 4}], "too_large", "[0].num"),
            ("adjust", [ADJUST | {"from_num": 3}], "too_large", "[0].from_num"),
            ("adjust", [ADJUST, ADJUST | {"x": 1}], "unknown_key", "[1].x"),
            ("election", {"rank_by": "age"}, "not_allowed", ".rank_by"),
            ("election", {"seats": 3}, "unknown_key", ".seats"),
            ("election", {"margin_den": 0}, "too_small", ".margin_den"),
            ("election", {"allows_proxy": 0}, "not_yes_or_no", ".allows_proxy"),
        ):
            self._refuse(PASSED | {key: value}, code, key + path)

    def test_own_rules_of_procedure(self):
        preset = PRESETS["cn_ordinary"].rule
        own = {
            "proxy_cap": 3,
            "absent": "follow_majority_if_served",
            "head_identity": "any_common",
            "election": {"rank_by": "heads"},
            "exclude_kinds": {},
        }
        rule = parse_rule(merge_rule(preset, own))
        self.assertEqual((rule.proxy_cap, rule.absent), (3, own["absent"]))
        self.assertEqual(rule.head_identity, "any_common")
        self.assertEqual(
            (rule.election.rank_by, rule.election.margin_den), ("heads", 5)
        )
        self.assertEqual(rule.exclude_kinds, {})
        kept = PRESETS["cn_ordinary"].parse()
        self.assertEqual((rule.quorum, rule.outcomes), (kept.quorum, kept.outcomes))
        self.assertEqual(kept.election.rank_by, "sum_of_shares", "left as it was")

    def test_own_rules_do_not_change_the_law(self):
        preset = PRESETS["cn_ordinary"].rule
        for key in set(parse_rule(PASSED).to_dict()) - set(OWN_KEYS):
            own = {"proxy_cap": 3, key: preset.get(key)}
            self._refuse(own, "set_by_law", key, lambda own: merge_rule(preset, own))
        for own, code, path in (
            ({"proxy_cab": 3}, "unknown_key", "proxy_cab"),
            ({"proxy_cap": 0}, "too_small", "proxy_cap"),
            ({"election": {"rank": 1}}, "unknown_key", "election.rank"),
            ({"election": {"rank_by": 1}}, "not_allowed", "election.rank_by"),
            ([], "not_an_object", ""),
        ):
            self._refuse(own, code, path, lambda own: merge_rule(preset, own))

    def test_the_register_is_that_of_the_rule(self):
        rows = [
            Row("1", area=100, building="A", owners=["a"]),
            Row("2", area=100, building="A", owners=["a", "dev1"]),
            Row("3", area=100, building="B", owners=["dev1"]),
            Row("P", "parking", area=12, building="A"),
        ]
        own = {"head_identity": "any_common"}
        rule = parse_rule(merge_rule(PRESETS["cn_ordinary"].rule, own))
        register = rule.make_register(rows, Scope("building", "A"), "dev1")
        self.assertEqual(register.heads, {"1": "dev", "2": "dev"})
        self.assertEqual(register.excluded, {"P"})
        self.assertEqual(rule.get_measures(), ["area", "head"])
