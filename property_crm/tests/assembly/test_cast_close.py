from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import SQL

from .cast_common import CastCommon


@tagged("post_install", "-at_install")
class TestCastClose(CastCommon):
    """All ballots are fixed, in a transaction that began after the close."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls._make_r1()
        cls.assembly = cls._open(cls._create_assembly(cls.place))
        cls.motion = cls.assembly.motion_ids

    def _put_late(self, unit):
        """Write the ballot of one who was casting while the vote was being closed."""
        head = self._get_head(self.assembly, self.place.units[unit])
        self.env["property.motion"]._put_ballots(
            [
                {
                    "motion_id": self.motion.id,
                    "head_key": head,
                    "channel": "portal",
                    "choice": "yes",
                    "serial": "00" * 16,
                    "commitment": "00" * 32,
                    "nonce": "00" * 32,
                }
            ],
            [],
        )

    def test_the_last_vote_is_fixed_with_the_others(self):
        """A vote that was committed while another transaction closed is not lost."""
        self._vote("o1", "A101", "yes")
        self._pass_time(self.assembly)
        self.assembly.action_close()
        self.assertFalse(self.motion.ballot_head)
        self._put_late("A102")
        self.assembly._fix_ballots()
        found = self.motion._find_broken_ballots()
        self.assertNotIn((False, "chain"), found)
        fixed = self.motion.ballot_head
        self.assembly._fix_ballots()
        self.assertEqual(self.motion.ballot_head, fixed)  # once

    def test_the_cron_fixes_what_it_or_somebody_closed(self):
        self._vote("o1", "A101", "yes")
        self._pass_time(self.assembly)
        assemblies = self.env["property.assembly"]
        cron = self.env.ref("property_crm.ir_cron_assembly_clock")
        before = self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)])
        self.assembly.action_close()
        after = self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)])
        self.assertGreater(after, before)
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()
        self.assertTrue(self.motion.ballot_head)
        self.assertFalse(assemblies.search(assemblies._get_unfixed_domain()))

    def test_the_cron_comes_again_for_what_was_held(self):
        self._pass_time(self.assembly)
        assemblies = self.env["property.assembly"]
        nobody = assemblies.browse()
        # another transaction holds all of them
        self.patch(
            type(assemblies), "try_lock_for_update", lambda *_args, **_kw: nobody
        )
        cron = self.env.ref("property_crm.ir_cron_assembly_clock")
        triggers = self.env["ir.cron.trigger"]
        before = triggers.search([("cron_id", "=", cron.id)])
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()
        new = triggers.search([("cron_id", "=", cron.id)]) - before
        soon = fields.Datetime.now() + timedelta(minutes=2)
        self.assertTrue(new.filtered(lambda one: one.call_at <= soon))

    def test_counting_does_not_wait_for_the_cron(self):
        self._vote("o1", "A101", "yes")
        self._pass_time(self.assembly)
        self.assembly.action_close()
        with self.assertRaises(UserError):
            self.motion._get_open_choices()
        with self.assertRaises(UserError):
            self.motion._open_sealed({})
        self.assembly.action_count()
        self.assertEqual(self.motion.sum_yes_heads, 1)

    def test_an_open_vote_is_never_fixed(self):
        self._vote("o1", "A101", "yes")
        self.assembly._fix_ballots()
        self.assertFalse(self.motion.ballot_head)

    # What the chain covers

    def _change(self, unit, column, value):
        """Return what is found once a column of a ballot was changed in SQL."""
        head = self._get_head(self.assembly, self.place.units[unit])
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE property_ballot SET %s = %s"
                " WHERE motion_id = %s AND head_key = %s",
                SQL.identifier(column),
                value,
                self.motion.id,
                head,
            )
        )
        self.assertEqual(self.env.cr.rowcount, 1)
        self.env.invalidate_all()
        return self.motion._find_broken_ballots()

    def _close_with_votes(self):
        self._vote("o1", "A101", "yes")
        sheet = self._create_sheet("A102")
        self._vote(None, "A102", "no", channel="paper", sheet=sheet.id)
        self._close(self.assembly)
        self.assertFalse(self.motion._find_broken_ballots())

    def test_another_caster_is_found(self):
        self._close_with_votes()
        other = self.place.owners["o2"]
        self.assertEqual(
            self._change("A101", "partner_id", other.id), [(False, "chain")]
        )

    def test_another_time_is_found(self):
        self._close_with_votes()
        earlier = fields.Datetime.now() - timedelta(days=1)
        self.assertEqual(self._change("A101", "cast_at", earlier), [(False, "chain")])

    def test_another_sheet_is_found(self):
        self._close_with_votes()
        other = self._create_sheet("A103")
        self.assertEqual(self._change("A102", "sheet_id", other.id), [(False, "chain")])
        self.assertEqual(self._change("A102", "sheet_id", None), [(False, "chain")])

    def test_an_invented_proxy_is_found(self):
        # sudo: written as the portal does it
        proxy = (
            self.env["property.proxy"]
            .sudo()
            .create(
                {
                    "assembly_id": self.assembly.id,
                    "head_key": self._get_head(self.assembly, self.place.units["A101"]),
                    "partner_id": self.place.owners["o1"].id,
                    "agent_id": self.place.owners["o2"].id,
                }
            )
        )
        self._close_with_votes()
        self.assertEqual(self._change("A101", "proxy_id", proxy.id), [(False, "chain")])

    def test_another_channel_or_head_is_found(self):
        self._close_with_votes()
        self.assertEqual(self._change("A101", "channel", "api"), [(False, "chain")])
        self.env.cr.execute(
            "UPDATE property_ballot SET channel = 'portal' WHERE channel = 'api'"
        )
        self.assertFalse(self.motion._find_broken_ballots())
        self.assertEqual(self._change("A101", "head_key", "dev"), [(False, "chain")])
