from contextlib import contextmanager

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .result_common import ResultCommon


@tagged("post_install", "-at_install")
class TestObjectionDays(ResultCommon):
    """How long the owners may object, and what passes for the time being."""

    def _vote(self, rule="cn_ordinary", **choices):
        self._make_vote(self, self._make_r2(), rule)
        self._vote_names(**choices or {"yes": "U1-U12"})
        self._count()
        return fields.Date.add(self.place.site._get_today(), days=7)

    @contextmanager
    def _assert_too_early(self):
        told = self.assertRaisesRegex(ValidationError, "at least")
        with told, self.env.cr.savepoint():
            yield

    def test_a_week_at_least(self):
        week = self._vote()
        for days in (7, 1):
            self.assembly.objection_until = fields.Date.add(week, days=-days)
            with self._assert_too_early():
                self.assembly.action_announce()
        self.assembly.objection_until = fields.Date.add(week, days=3)
        self.assembly.action_announce()
        self.assertEqual(self.assembly.objection_until, fields.Date.add(week, days=3))

    def test_a_week_by_itself(self):
        week = self._vote()
        self.assembly.action_announce()
        self.assertEqual(self.assembly.objection_until, week)

    def test_passed_for_the_time_being_waits_its_days(self):
        self._vote_victoria()
        today = self.place.site._get_today()
        self.assembly.objection_until = fields.Date.add(today, days=8)
        with self._assert_too_early():
            self.assembly.action_announce()
        self.assembly.objection_until = False
        self.assembly.action_announce()
        self.assertEqual(self.assembly.objection_until, fields.Date.add(today, days=29))
        self.assertEqual(self.motion.outcome_label, "Passed for the time being")
        with self.assertRaises(UserError):
            self.assembly.action_finish()
        self._finish()
        self.assertEqual(self.motion.outcome_label, "Passed")

    def _vote_victoria(self):
        place = self._make_r2()
        self.env["property.unit.weight"].create(
            [{"unit_id": unit.id, "entitlement": 1} for unit in place.units.values()]
        )
        self._make_vote(self, place, "au_vic_special")
        self._vote_names(yes="U1-U7", no="U8")
        self._count()
        self.assertEqual(self.motion.outcome, "interim")
