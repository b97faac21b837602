from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.tests import Form
from odoo.tools import mute_logger

from ...tools.vote_checks import RuleError
from ...tools.vote_rule import OWN_KEYS, parse_rule
from ..common import PropertyCommon


class TestVoteProcedure(PropertyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Procedure = cls.env["property.vote.procedure"].with_user(
            cls.user_site_manager
        )
        cls.rule = cls.env.ref("property_crm.property_vote_rule_cn_ordinary")

    def _create(self, **values):
        return self.Procedure.create(
            {"site_id": self.site.id, "valid_from": "2026-01-01", **values}
        )

    def test_nothing_filled_in_changes_nothing(self):
        self.assertEqual(self.Procedure._merge(self.rule.data), self.rule.data)
        self.assertEqual(self._create()._merge(self.rule.data), self.rule.data)

    def test_what_is_filled_in_goes_first(self):
        procedure = self._create(
            absent="follow_majority_if_served",
            allows_proxy="no",
            announce_days=5,
            head_identity="any_common",
            invalid_counts_as_participating="yes",
            margin_den=3,
            margin_num=1,
            notice_days=20,
            one_owner_one_choice="no",
            other_counts="none",
            parking_counts="all",
            proxy_cap=3,
            rank_by="heads",
        )
        own = procedure._get_own_values(self.rule.data)
        self.assertEqual(sorted(own), sorted(OWN_KEYS))
        merged = parse_rule(procedure._merge(self.rule.data))
        self.assertEqual(merged.absent, "follow_majority_if_served")
        self.assertEqual((merged.notice_days, merged.announce_days), (20, 5))
        self.assertEqual(merged.proxy_cap, 3)
        self.assertEqual(merged.head_identity, "any_common")
        self.assertTrue(merged.invalid_counts_as_participating)
        self.assertFalse(merged.one_owner_one_choice)
        self.assertEqual(list(merged.exclude_kinds), ["other"])
        election = merged.election
        self.assertEqual((election.rank_by, election.allows_proxy), ("heads", False))
        self.assertEqual((election.margin_num, election.margin_den), (1, 3))
        law = parse_rule(self.rule.data)
        self.assertEqual((merged.quorum, merged.outcomes), (law.quorum, law.outcomes))

    def test_elections_are_not_switched_on(self):
        affected = self.env.ref("property_crm.property_vote_rule_cn_affected_unanimous")
        merged = self._create(rank_by="area")._merge(affected.data)
        self.assertIsNone(parse_rule(merged).election)

    def test_of_the_election_only_what_is_given(self):
        merged = parse_rule(self._create(rank_by="area")._merge(self.rule.data))
        self.assertEqual(merged.election.rank_by, "area")
        self.assertEqual(merged.election.margin_den, 5)

    def test_what_makes_no_rule_is_refused(self):
        broken = self.rule.data | {"quorum": {"all": []}}
        with self.assertRaisesRegex(RuleError, "quorum.all: empty"):
            self._create(proxy_cap=3)._merge(broken)
        with self.assertRaisesRegex(RuleError, "quorum.all: empty"):
            self.Procedure._merge(broken)

    def test_the_later_of_two_holds_from_its_day(self):
        first, later = self._create(), self._create(valid_from="2026-07-01")
        for day, found in (
            ("2025-12-31", self.Procedure),
            ("2026-06-30", first),
            ("2026-07-01", later),
        ):
            self.assertEqual(self.Procedure._get_for(self.site, day), found)
        self.assertEqual(
            self.Procedure._get_for(self.other_site, "2026-07-01"), self.Procedure
        )
        self.assertEqual(first.display_name, "Lakeside from 2026-01-01")

    def test_two_of_a_site_on_one_day_are_refused(self):
        self._create()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self._create()

    def test_a_manager_enters_them(self):
        with Form(self.Procedure) as form:
            form.site_id = self.site
            form.proxy_cap = 3
            form.parking_counts = "area"
        self.assertEqual(form.record.proxy_cap, 3)

    def test_only_managers_of_the_site_write(self):
        procedure = self._create()
        for user in (self.user_agent, self.user_auditor, self.user_integration):
            mine = procedure.with_user(user)
            mine.read()
            with self.assertRaises(AccessError):
                mine.proxy_cap = 2
        for user in (self.user_stranger, self.user_portal):
            with self.assertRaises(AccessError):
                procedure.with_user(user).read(["proxy_cap"])
        with self.assertRaises(AccessError):
            self._create(site_id=self.other_site.id)
        with self.assertRaises(AccessError):
            procedure.site_id = self.other_site
