from datetime import timedelta

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from .result_common import ResultCommon


@tagged("post_install", "-at_install")
class TestAssemblyRules(ResultCommon):
    """A vote goes by the rules of procedure of its day, and tells them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls._make_r2()
        cls.today = fields.Date.today()

    def _adopt(self, days=-100, **values):
        return (
            self.env["property.vote.procedure"]
            .with_user(self.manager)
            .create(
                {
                    "site_id": self.place.site.id,
                    "valid_from": self.today + timedelta(days=days),
                    **values,
                }
            )
        )

    def _prepare(self, days=0, **values):
        begin = fields.Datetime.now() + timedelta(days=days, hours=-1)
        return self._create_assembly(
            self.place, opens_at=begin, closes_at=begin + timedelta(days=9), **values
        )

    def test_those_of_the_day_of_the_vote(self):
        first, later = self._adopt(), self._adopt(5)
        self.assertEqual(self._prepare().procedure_id, first)
        assembly = self._prepare(6)
        self.assertEqual(assembly.procedure_id, later)
        assembly.opens_at = fields.Datetime.now()
        self.assertEqual(assembly.procedure_id, first)

    def test_the_form_names_them(self):
        procedure = self._adopt(notice_days=33)
        now = fields.Datetime.now()
        with Form(self.env["property.assembly"].with_user(self.manager)) as form:
            form.site_id = self.place.site
            form.opens_at = now
            form.closes_at = now + timedelta(days=1)
            self.assertEqual(form.procedure_id, procedure)
            self.assertEqual(form.notice_days, 33)

    def test_adopted_after_the_assembly_was_prepared(self):
        assembly = self._prepare()
        self.assertFalse(assembly.procedure_id)
        procedure = self._adopt(-1, parking_counts="all")
        self._call(assembly)
        self.assertEqual(assembly.procedure_id, procedure)
        self.assertEqual(assembly.motion_ids.rule_data["exclude_kinds"], {})

    def test_what_is_called_keeps_its_rules(self):
        first = self._adopt()
        assembly = self._call(self._prepare())
        self._adopt(-1, proxy_cap=1)
        self.env.add_to_compute(assembly._fields["procedure_id"], assembly)
        self.assertEqual(assembly.procedure_id, first)
        self.assertIsNone(assembly.motion_ids.rule_data["proxy_cap"])

    def test_a_motion_tells_its_rule_as_the_site_has_it(self):
        self._adopt(proxy_cap=3, absent="follow_majority_if_served")
        motion = self._prepare().motion_ids
        for words in (
            "Passed: votes for hold more than 1/2 of the area",
            "Parking spaces do not count.",
            "One proxy votes for at most 3 heads.",
            "are counted with the majority",
            "at least 1/5 more candidates than seats",
        ):
            self.assertIn(words, motion.rule_sentence)
        motion.rule_id = self._get_rule("cn_emergency")
        self.assertIn("No vote is taken", motion.rule_sentence)

    def test_nothing_to_count_by_is_found_at_the_call(self):
        assembly = self._create_assembly(self.place, "hk_committee")
        with (
            self.assertRaisesRegex(ValidationError, "counts by Shares"),
            self.env.cr.savepoint(),
        ):
            self._call(assembly)
        for unit in self.place.units.values():
            self.env["property.unit.weight"].create({"unit_id": unit.id, "share": 1})
        self._call(assembly)
        self.assertEqual(assembly.state, "called")


@tagged("post_install", "-at_install")
class TestVoteProcedureWords(ResultCommon):
    """The form of the rules of procedure reads what they make of a voting rule."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls._make_r2()
        cls.procedures = cls.env["property.vote.procedure"].with_user(cls.manager)

    def test_the_sentence_follows_what_is_filled_in(self):
        with Form(self.procedures) as form:
            form.site_id = self.place.site
            self.assertEqual(form.shown_rule_id, self._get_rule("cn_ordinary"))
            self.assertIn("Parking spaces do not count.", form.merged_sentence)
            form.parking_counts = "area"
            self.assertIn("Parking spaces count by area only.", form.merged_sentence)
            form.proxy_cap = 3
            self.assertIn("at most 3 heads", form.merged_sentence)
            form.head_identity = "any_common"
            self.assertIn("that share an owner", form.merged_sentence)
            form.allows_proxy = "no"
            self.assertIn("Nobody is elected by proxy.", form.merged_sentence)
            form.shown_rule_id = self._get_rule("cn_major")
            self.assertIn("at least 3/4 of the area", form.merged_sentence)
            self.assertNotIn("elected by proxy", form.merged_sentence)
        self.assertEqual(form.record.proxy_cap, 3)

    def test_a_wrong_margin_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "lower number"):
            self.procedures.create({"site_id": self.place.site.id, "margin_num": 1})

    def test_staff_reads_it(self):
        procedure = self.procedures.create({"site_id": self.place.site.id})
        mine = procedure.with_user(self.user_agent)
        self.assertIn("Passed", mine.merged_sentence)
